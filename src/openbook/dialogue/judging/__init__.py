"""Draft → Draft: what a model finds in it, where `verify.judge` names one."""
