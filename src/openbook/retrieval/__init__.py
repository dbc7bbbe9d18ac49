"""chunks → neighbours."""
