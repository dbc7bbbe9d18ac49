"""What many servers' complaints have in common, in lower case: names of their fields, and words."""

from openbook.text.late import late

EXCUSE = late(r"bad gateway|gateway (time|error)|unavailable|overloaded|try again|maintenance|timed? ?out|\b5\d\d\b")
MONEY_NAMES = late(
    r"insufficient_(balance|fund|credit)|billing|payment|arrear|overdue|exceeded_current_quota|suspended|out_of_credit|budget"
)
MONEY_SAID = late(
    r"(insufficient|not enough|no|low|negative|zero|out of|used (up )?(all )?(available |your )*|any) ?(\w+ ){0,2}"
    r"(balance|credits?|funds)\b|(balance|credits?|funds) (is|are|has|have) (\w+ ){0,2}(too low|insufficient|exhausted|"
    r"depleted|negative|used up|run out|0|zero|empty)|more credits|exceeded your monthly included credits|recharge"
    r"|top[ -]up|arrears?|overdue|unpaid|past invoices|payment required|(spend|spending|billing)( hard)? (limit|cap)"
    r"|budget[^.]{0,20}exceeded|exceeded ?budget|over budget"
    r"|good standing|余额不足|欠费|充值|account[^.]{0,60}suspended|service has been paused"
)
QUOTA_SAID = late(r"insufficient_quota|exceeded your current quota|billing details")
ALLOWANCE = late(
    r"quota|free[ _]?tier|limit\b[^.]{0,20}(exceeded|reached)|(exceeded|reached)[^.]{0,40}\blimit|allowance"
)
"""What a 403 says where an account has used up what it may."""
SOON = late(
    r"per[ _-]?(second|minute|hour)|/ ?min\b|(retry|again|wait)\w* (in|after|for|\d)|rate[ _-]?limit|too many requests"
    r"|\b[rt]p[ms]\b|qps|concurren|throttl|resource_?exhausted"
)
DAILY = late(r"per[ _-]?day|daily|\b[rt]pd\b|tomorrow")
MONTHLY = late(r"per[ _-]?month|/ ?month|monthly")
RATE_NAMES = late(r"rate_?limit|throttl|too_many_requests|resource_exhausted|rate_?exceeded|engine_overloaded")
REQUESTED = late(r"request(ed)? (is )?too large|limit\W{1,3}\d[\d,]*\D{1,20}requested\W{1,3}\d|larger than")
TOKENS = late(r"token|context|length|sequence|prompt|input")
TOO_LONG = late(
    r"context_length|exceed_context|context_window|string_above_max|tokens_limit|request_too_large|prompt_too_long"
    r"|maximum (context|prompt|input|sequence) length"
    r"|context (length|window|size)[^.]{0,30}(exceed|overflow|of (only )?\d)"
    r"|exceeds? [^.]{0,40}(context|input|maximum|token)[ _-]?(length|window|size|limit|token|number)"
    r"|(longer|larger) than the (model'?s? )?(max|context)"
    r"|(prompt|input|request|text) (\([^)]*\) )?(is )?too (long|large)"
    r"|too (many|long)[^.]{0,20}tokens|string too long|tokens? (exceeds?|limit exceeded)|range of input length"
    r"|最大(输入|上下文)?长度|上下文(长度|窗口)"
    r"|max(imum)? (input|prompt) (characters|tokens)|max_(completion_|new_)?tokens must be[^.]{0,30}got -\d"
    r"|reduce (the length of |your |the )(the |your )?(messages?|prompt|inputs?)|input length"
)
OUTPUT = late(
    r"json_validate_failed|failed_generation|output_pars|invalid_model_output|json mode (couldn't|could not|can't)"
    r"|(fail(ed|ure)|unable|could ?n[o']t|error)\b[^.]{0,30}\b(generat|pars|produc|validat)\w*[^.]{0,30}"
    r"(json|output|response|structured|schema|tool call)"
    r"|model (output|response|reply|produced)[^.]{0,40}(invalid|not valid|malformed)"
    r"|(output|generated|generation)[^.]{0,30}(does not|did not|didn't|doesn't)[^.]{0,20}(match|conform|adhere|follow)"
)
MODEL = late(
    r"model[^.]{0,120}(not found|does not exist|doesn't exist|is not available|not exist|decommission|not deployed"
    r"|no access|not have access|identifier is invalid)|(unknown|invalid|no such|unsupported|unable to access) model\b"
    r"|not a valid model|no endpoints found|deployment[^.]{0,60}(does not exist|not found)"
    r"|(not|n't) (work with|support)[^.]{0,20}(specified model|\bchat\b)|different model|not a chat model"
    r"|model[^.]{0,40}only supported in v1|inference profile|model[^.]{0,60}(legacy|retired|end[- ]of[- ]life)"
)
OUTPUT_BARRED = late(
    r"\b(output|generated|completion)\b[^.]{0,60}"
    r"(inappropriate|sensitive|unsafe|harmful|blocked|flagged|filtered|polic(y|ies)|safety)|(输出|生成)[^.。]{0,20}(敏感|不安全|违规)"
)
"""What a filter says of what the model wrote; where it speaks of the prompt as well, the next reply fares no better."""
PROMPTED = late(r"\b(input|prompt|request)\b|输入")
MODEL_ABSENT = late(r"\W{0,3}(is )?(currently )?(not (loaded|supported|available|served|deployed|running)|无可用)")
"""What is said behind a model's name where the server does not have it."""
MODEL_NAMES = late(
    r"(model|deployment|engine)\w*_(not_?\w*|unavailable|decommissioned|does_not_exist|invalid)"
    r"|(invalid|unknown|unsupported|no_such)_(model|deployment)"
)
KEY_NAMES = late(r"api_key|unauthenticated|authentication")
KEY_SAID = late(
    r"(incorrect|invalid|wrong|bad|expired|revoked|missing|unknown|disabled|malformed) (\w+ ){0,2}"
    r"(api|access|secret|auth\w*)[ _-]?(key|token)\b"
    r"|(api|access|secret)[ _-]?(key|token)\b[^.]{0,40}"
    r"(n[o']t valid|invalid|incorrect|expired|revoked|missing|n[o']t found|not exist|disabled|malformed)"
)
"""What a complaint about the key says, whatever its status."""
KEY = late(r"key|auth|token|permission|credential|signature|unauthori[sz]ed|access denied")
BARRED = late(
    r"(organi[sz]ation|account|project|user|team|workspace)( \w+){0,3} "
    r"(disabled|restricted|banned|deactivated|terminated)"
    r"|(location|country|region|territory)[^.]{0,30} not (supported|available|allowed)|firewall|virtual network"
)
"""What is said to an account, or a place, that nothing is sold to."""
LATER = late(
    r"capacity[^.]{0,20}exceeded|(is|still|being|currently) (load|start|warm)\w*|temporarily"
    r"|try again (later|shortly|soon)"
    r"|currently (unavailable|overloaded|busy)|at capacity"
)
"""What a server says that will do better in a while, whatever its status."""
MODERATED = late(r"moderat|flagged|content[ _](policy|filter|management)|safety|guardrail")
UNSUPPORTED = late(
    r"unsupported|n[o']t support|unrecognized|unknown|unexpected|extra (inputs|fields)|extra_forbidden|not permitted"
    r"|not allowed|only [^.]{0,30}\b(allowed|supported|accepted|permitted|valid)|only the default|deprecated"
    r"|not compatible|no longer|not accept|not available|unavailable|use 'max_completion_tokens'|not implemented"
    r"|cannot be used|can't be used|must be omitted|not enabled|cannot both be|can't both be|not both|use only one"
    r"|mutually exclusive|no endpoints found that|\bor (be )?(unset|omitted|null)\b"
)
SCHEMA = late(
    r"response_format|json[ _]?(schema|mode)|structured[ _]output|grammar|guided|xgrammar|outlines|constrained|schema"
)
LENGTHS = late(r"(?:min|max)_?(?:items|length)|\bkeywords?\b|length of (?:an? )?(?:array|list|string)")
"""What a complaint about lengths in a schema says."""
ROLES = late(
    r"system role|system message|role.{0,20}system|roles? must alternate|only (support )?user.{0,20}assistant"
    r"|developer instruction"
)
