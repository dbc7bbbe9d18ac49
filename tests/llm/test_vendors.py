# ruff: noqa: E501, ISC004 - the wordings are those of the servers
"""What many vendors say for the same few things: too fast, no money, too long, no such model, keep out."""

from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest

from mock_server import error
from openbook.llm.failures import Cause, Sent, read_failure

ASKED, PROMPT = 3000, 2000
"""`max_tokens` of the request, and about how many tokens its prompt has."""
SENT = Sent(("messages", "temperature", "max_tokens", "response_format"), "big-model", ASKED, PROMPT)
GOOGLE_WAIT = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "17s"}
GOOGLE_DAY = {"violations": [{"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}


def google(status: int, name: str, message: str, *details: Any) -> list[Any]:
    return [{"error": {"code": status, "message": message, "status": name, "details": list(details)}}]


@dataclass(frozen=True)
class Row:
    """What a vendor says, and what it means."""

    name: str
    status: int
    body: Any
    kind: Cause
    wait: float | None = None
    headers: dict[str, str] = field(default_factory=dict)


FAST = [
    Row("Gemini, a minute", 429, google(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your "
        "plan and billing details.", GOOGLE_WAIT), Cause.RATE, 17.0),
    Row("a trial's minute is used up", 429, {"message": "You are using a trial key, which is limited to 5 calls / minute."},
        Cause.RATE),
    Row("a month that ends soon", 429, error("Limit of 500 requests per month reached."), Cause.RATE, 20.0,
        {"Retry-After": "20"}),
    Row("a month's rate limit", 429, error("Rate limit reached: 500 requests per month"), Cause.RATE, float("inf")),
    Row("Gemini, in words", 429, google(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your "
        "plan and billing details. Please retry in 48.5s."), Cause.RATE, 48.5),
    Row("Gemini, a day", 429, google(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", GOOGLE_DAY),
        Cause.RATE, float("inf")),
    Row("Vertex", 429, google(429, "RESOURCE_EXHAUSTED", "Resource exhausted. Please try again later."), Cause.RATE),
    Row("Azure", 429, error("Requests to the ChatCompletions_Create Operation have exceeded token rate limit of your "
        "current AIServices S0 pricing tier. Please retry after 26 seconds. To increase your default rate limit, see "
        "your quota.", "429"), Cause.RATE, 26.0),
    Row("OpenAI, tokens a minute", 429, error("Rate limit reached for m in organization o on tokens per min (TPM): "
        "Limit 30000, Used 28000, Requested 5000. Please try again in 6m0.5s.", "rate_limit_exceeded", "tokens"),
        Cause.RATE, 360.5),
    Row("DashScope, requests", 429, {"code": "Throttling.RateQuota", "message": "Requests rate limit exceeded, please "
        "try again later.", "request_id": "r"}, Cause.RATE),
    Row("DashScope, tokens", 429, {"code": "Throttling.AllocationQuota", "message": "Allocated quota exceeded, please "
        "increase your quota limit."}, Cause.RATE),
    Row("Bedrock", 429, {"__type": "com.amazon.coral.availability#ThrottlingException", "message": "Too many tokens, "
        "please wait before trying again."}, Cause.RATE),
    Row("Bedrock with a 400", 400, {"message": "Too many requests, please wait before trying again."}, Cause.RATE, None,
        {"x-amzn-ErrorType": "ThrottlingException:http://internal.amazon.com/"}),
    Row("Mistral", 429, {"object": "error", "message": "Requests rate limit exceeded", "type": "rate_limited",
        "code": "1300"}, Cause.RATE),
    Row("Anthropic-compatible", 429, {"type": "error", "error": {"type": "rate_limit_error", "message": "This request "
        "would exceed your organization's rate limit of 40,000 input tokens per minute."}}, Cause.RATE),
    Row("Groq, a day with a time", 429, error("Rate limit reached for model m on tokens per day (TPD): Limit 100000, "
        "Used 99000, Requested 2000. Please try again in 14m24s.", "rate_limit_exceeded", "tokens"), Cause.RATE, 864.0),
    Row("a router's free day", 429, error("Rate limit exceeded: free-models-per-day. Add credits to unlock 1000 free "
        "model requests per day", 429), Cause.RATE, float("inf")),
    Row("Moonshot, too many at once", 429, error("Your account o request reached max organization concurrency: 3, "
        "please try again after 1 seconds", None, "rate_limit_reached_error"), Cause.RATE, 1.0),
    Row("Baidu, an error with status 200", 200, {"error_code": 18, "error_msg": "Open api qps request limit reached"},
        Cause.RATE),
    Row("MiniMax, an error with status 200", 200, {"base_resp": {"status_code": 1002, "status_msg": "rate limit"}},
        Cause.RATE),
    Row("Retry-After beats words", 429, error("slow down, retry in 99s"), Cause.RATE, 3.0, {"Retry-After": "3"}),
    Row("Cloudflare in front", 429, b"<html><title>error code: 1015</title></html>", Cause.RATE),
    Row("Ollama, busy", 503, {"error": "server busy, please try again. maximum pending requests exceeded"}, Cause.BUSY),
]  # fmt: skip
MONEY = [
    Row("OpenAI", 429, error("You exceeded your current quota, please check your plan and billing details.",
        "insufficient_quota", "insufficient_quota"), Cause.QUOTA),
    Row("OpenAI, a hard limit", 400, error("Billing hard limit has been reached", "billing_hard_limit_reached"),
        Cause.QUOTA),
    Row("a gateway's own budget", 429, error("Budget is exceeded! Spent 12.5 of 12.0", "400", "budget_exceeded"),
        Cause.QUOTA),
    Row("a gateway's budget with a 400", 400, error("ExceededBudget: this user is over budget."), Cause.QUOTA),
    Row("a key's limit, with an address", 403, error("Key limit exceeded (weekly). See https://router.example/keys", 403),
        Cause.QUOTA),
    Row("DeepSeek", 402, error("Insufficient Balance", "invalid_request_error"), Cause.QUOTA),
    Row("Moonshot", 429, error("Your account o is suspended, please check your plan and billing details", None,
        "exceeded_current_quota_error"), Cause.QUOTA),
    Row("Zhipu", 429, {"error": {"code": "1113", "message": "您的账户已欠费，请充值后重试。"}}, Cause.QUOTA),
    Row("SiliconFlow", 403, {"code": 30001, "message": "Sorry, your account balance is insufficient", "data": None},
        Cause.QUOTA),
    Row("DashScope", 400, {"code": "Arrearage", "message": "Access denied, please make sure your account is in good "
        "standing."}, Cause.QUOTA),
    Row("Fireworks", 412, error("Account a is suspended, possibly due to reaching the monthly spending limit or failure "
        "to pay past invoices."), Cause.QUOTA),
    Row("xAI", 403, {"code": "The caller does not have permission to execute the specified operation", "error": "Your "
        "newly created team doesn't have any credits yet. You can purchase credits."}, Cause.QUOTA),
    Row("xAI, used up", 429, {"code": "Some resource has been exhausted", "error": "Your team has either used all "
        "available credits or reached its monthly spending limit."}, Cause.QUOTA),
    Row("Anthropic-compatible", 400, {"type": "error", "error": {"type": "invalid_request_error", "message": "Your "
        "credit balance is too low to access the API."}}, Cause.QUOTA),
    Row("Together", 402, {"error": {"message": "Credit limit exceeded, please navigate to billing", "type":
        "credit_limit"}}, Cause.QUOTA),
    Row("a trial's month is used up", 429, {"message": "You are using a trial key, which is limited to 500 calls / month."},
        Cause.QUOTA),
    Row("Hugging Face", 402, {"error": "You have exceeded your monthly included credits for Inference Providers."},
        Cause.QUOTA),
    Row("MiniMax, with status 200", 200, {"base_resp": {"status_code": 1008, "status_msg": "insufficient balance"},
        "choices": None}, Cause.QUOTA),
    Row("watsonx, a month", 403, {"errors": [{"code": "token_quota_reached", "message": "The monthly token quota has been "
        "reached"}]}, Cause.QUOTA),
    Row("DashScope, what is free is used up", 403, error("The free tier of the model has been exhausted.",
        "AllocationQuota.FreeTierOnly"), Cause.QUOTA),
    Row("a router's limit of one key", 403, error("Key limit exceeded (total limit).", 403), Cause.QUOTA),
    Row("a gateway's volume", 403, {"statusCode": 403, "message": "Out of call volume quota."}, Cause.QUOTA),
    Row("Volcengine, a limit set by its owner", 429, error("Your account has reached the set inference limit for the "
        "model, and the model service has been paused", "SetLimitExceeded"), Cause.QUOTA),
    Row("Volcengine", 403, error("The request failed because your account has an overdue balance.",
        "AccountOverdueError", "Forbidden"), Cause.QUOTA),
]  # fmt: skip
OTHERS = [
    Row("Azure: no deployment", 404, error("The API deployment for this resource does not exist.",
        "DeploymentNotFound"), Cause.MODEL),
    Row("Bedrock: no model", 400, {"message": "The provided model identifier is invalid."}, Cause.MODEL),
    Row("Cloudflare: no model", 400, {"success": False, "errors": [{"code": 5007, "message": "No such model @cf/x"}]},
        Cause.MODEL),
    Row("Mistral: no model", 400, {"object": "error", "message": "Invalid model: big-model", "type": "invalid_model",
        "code": "1500"}, Cause.MODEL),
    Row("Gemini: no model", 404, google(404, "NOT_FOUND", "models/big-model is not found for API version v1beta"),
        Cause.MODEL),
    Row("Groq: a model of old", 400, error("The model `big-model` has been decommissioned and is no longer supported.",
        "model_decommissioned", "invalid_request_error"), Cause.MODEL),
    Row("Together: no access", 404, error("Unable to access model big-model.", "model_not_available"), Cause.MODEL),
    Row("Fireworks: no model", 404, error("Model not found, inaccessible, and/or not deployed", "NOT_FOUND"),
        Cause.MODEL),
    Row("Anthropic-compatible: no model", 404, {"type": "error", "error": {"type": "not_found_error", "message":
        "model: big-model"}}, Cause.MODEL),
    Row("DashScope: no model", 404, {"code": "ModelNotFound", "message": "Model not exist."}, Cause.MODEL),
    Row("Azure: a model for something else", 400, error("The chatCompletion operation does not work with the specified "
        "model. Please choose different model.", "OperationNotSupported"), Cause.MODEL),
    Row("Bedrock: a model behind a profile", 400, {"message": "Invocation of this model with on-demand throughput isn't "
        "supported. Retry with the ARN of an inference profile that contains it."}, Cause.MODEL),
    Row("Bedrock: a model of old", 404, {"message": "Access denied. This model is marked by its provider as Legacy"},
        Cause.MODEL),
    Row("OpenAI: a model for another address", 404, error("This model is only supported in v1/responses."), Cause.MODEL),
    Row("OpenAI: no model for chats", 404, error("This is not a chat model and thus not supported here."), Cause.MODEL),
    Row("Ollama: no model for chats", 400, error('"big-model" does not support chat'), Cause.MODEL),
    Row("a closed account", 400, error("This organization has been disabled."), Cause.BLOCKED),
    Row("Gemini: not from here", 400, google(400, "FAILED_PRECONDITION", "User location is not supported for the API use."),
        Cause.BLOCKED),
    Row("Azure: a firewall", 403, error("Access denied due to Virtual Network/Firewall rules.", "403"), Cause.BLOCKED),
    Row("SageMaker: being loaded", 424, {"ErrorCode": "MODEL_ERROR", "OriginalMessage": "model is loading"}, Cause.BUSY),
    Row("Groq: no room in this tier", 498, error("Flex tier capacity exceeded", "capacity_exceeded"), Cause.BUSY),
    Row("a status of its own that passes", 420, error("Please try again later."), Cause.BUSY),
    Row("MiniMax: bad key with status 200", 200, {"base_resp": {"status_code": 1004, "status_msg": "login fail: carry the "
        "API secret key"}}, Cause.KEY),
    Row("Baidu: too long with status 200", 200, {"error_code": 336003, "error_msg": "the max input characters is 1000"},
        Cause.TOO_LONG),
    Row("older vLLM: no room at all", 400, error("max_tokens must be at least 1, got -186."), Cause.TOO_LONG),
    Row("Ollama: so many too many", 400, error("prompt too long; exceeded max context length by 512 tokens"),
        Cause.TOO_LONG),
    Row("DashScope: bad key", 401, error("Incorrect API key provided.", "invalid_api_key"), Cause.KEY),
    Row("Gemini: bad key", 400, google(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.",
        {"reason": "API_KEY_INVALID"}), Cause.KEY),
    Row("xAI: bad key", 400, {"code": "Client specified an invalid argument", "error": "Incorrect API key provided: x***z."},
        Cause.KEY),
    Row("a key that has run out", 400, error("The API key has expired. Please renew it."), Cause.KEY),
    Row("an answer about keys of another kind", 400, error("Invalid value: the primary key of the row is missing"),
        Cause.REFUSED),
    Row("a front door's own page for a key", 401, b"<html><head><title>401 Authorization Required</title></head></html>",
        Cause.KEY),
    Row("a browser is asked for", 403, b"<!DOCTYPE html><html><title>Just a moment...</title></html>", Cause.BLOCKED,
        None, {"cf-mitigated": "challenge"}),
    Row("a country is barred", 403, error("Country, region, or territory not supported",
        "unsupported_country_region_territory"), Cause.BLOCKED),
    Row("another JSON", 200, {"ok": True}, Cause.FOREIGN),
    Row("another JSON with a status", 200, {"status": "healthy"}, Cause.FOREIGN),
    Row("a list", 200, [], Cause.FOREIGN),
    Row("a start page", 200, b"<html><title>Open WebUI</title></html>", Cause.FOREIGN),
    Row("a page of a thing that is called a gateway", 200, b"<html><title>Sign in to Nova Gateway</title></html>",
        Cause.FOREIGN),
    Row("a value that this model has fixed", 400, error("invalid temperature: only 1 is allowed for this model"),
        Cause.ADAPT),
    Row("two parameters that exclude each other", 400, {"message": "`temperature` and `top_p` cannot both be specified "
        "for this model. Please use only one."}, Cause.ADAPT),
    Row("a gateway's page", 504, b"<html><title>504 Gateway Time-out</title></html>", Cause.BUSY),
    Row("Groq: bad JSON this time", 400, error("Failed to generate JSON. Please adjust your prompt.",
        "json_validate_failed", "invalid_request_error"), Cause.OUTPUT),
    Row("Cloudflare: bad JSON this time", 400, {"success": False, "errors": [{"code": 5025, "message": "JSON Mode "
        "couldn't be met"}]}, Cause.OUTPUT),
    Row("the output did not match", 422, error("The model's output did not match the schema."), Cause.OUTPUT),
    Row("what the model produced", 400, error("The model produced invalid content. Try again."), Cause.OUTPUT),
    Row("a filter that dislikes what was written", 400, error("Output data may contain inappropriate content.",
        "data_inspection_failed"), Cause.OUTPUT),
    Row("a filter that says it in Chinese", 400, error("系统检测到生成内容可能包含敏感内容"), Cause.OUTPUT),
    Row("a filter that dislikes the one or the other", 400, error("Input or output may contain inappropriate content."),
        Cause.REFUSED),
    Row("a model that is not loaded", 400, {"error": "Model 'big-model' is not loaded."}, Cause.MODEL),
    Row("a relay without a channel", 503, error("分组 default 下模型 big-model 无可用渠道"), Cause.MODEL),
    Row("a model that can't do a thing", 400, error("The big-model does not support temperature"), Cause.ADAPT),
    Row("a length in Chinese", 400, error("模型支持的最大输入长度为4096"), Cause.TOO_LONG),
    Row("a value to be left out", 400, error("temperature must be 1 or unset when thinking is on"), Cause.ADAPT),
    Row("the caller went away", 499, {"error": "client closed request"}, Cause.BUSY),
    Row("a dependency is not ready", 424, {"error": "Failed dependency"}, Cause.BUSY),
    Row("a router without a provider for schemas", 404, error("No endpoints found that can handle the requested "
        "parameters.", 404), Cause.ADAPT),
]  # fmt: skip


@pytest.mark.parametrize("row", [*FAST, *MONEY, *OTHERS], ids=lambda row: f"{row.kind}: {row.name}")
def test_vendors_are_understood(row: Row) -> None:
    raw = row.body if isinstance(row.body, bytes) else orjson.dumps(row.body)
    headers = {name.lower(): value for name, value in row.headers.items()} | row.headers
    failure = read_failure(row.status, raw, SENT, headers)
    assert (failure.kind, failure.wait) == (row.kind, row.wait)


def test_an_unlucky_name_is_no_money() -> None:
    """Words of money inside of a page, or of a server's own trouble, say nothing of the account."""
    assert read_failure(502, b"<html><title>Top up</title>insufficient credits</html>", SENT).kind is Cause.BUSY
    assert read_failure(500, orjson.dumps(error("balance service is overloaded")), SENT).kind is Cause.BUSY


LENGTHS = [
    ("'max_tokens' or 'max_completion_tokens' is too large: 3000. This model's maximum context length is 4096 tokens and "
     "your request has 2100 input tokens (3000 > 4096 - 2100).", "window_4096", 1996),
    ("This model's maximum context length is 4096 tokens. However, you requested 5100 tokens (2100 in the messages, 3000 "
     "in the completion). Please reduce the length of the messages or completion.", "window_4096", 1996),
    ("This model's maximum context length is 4096 tokens. However, you requested 3000 output tokens and your prompt "
     "contains at least 2097 input tokens, for a total of at least 5097 tokens.", "window_4096", 1999),
    ("Requested token count exceeds the model's maximum context length of 4096 tokens. You requested a total of 5100 "
     "tokens: 2100 tokens from the input messages and 3000 tokens for the completion.", "window_4096", 1996),
    ("This endpoint's maximum context length is 4,096 tokens. However, you requested about 5,100 tokens (2,100 of text "
     "input, 3,000 in the output).", "window_4096", 1996),
    ("Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 2100 `inputs` tokens and 3000 "
     "`max_new_tokens`", "window_4096", 1996),
    ("input length and `max_tokens` exceed context limit: 2100 + 3000 > 4096, decrease input length or `max_tokens` and "
     "try again", "window_4096", 1996),
    ("AiError: The estimated number of input and maximum output tokens (5100) exceeded this model context window limit "
     "(4096).", "window_4096", 1996),
    ("The maximum context length is 4096. However, answering your request will take 5100 tokens. Please reduce the "
     "length of the messages or the specified max_completion_tokens value.", "window_4096", 1996),
    ("`max_tokens` must be less than or equal to `2048`, the maximum value for `max_tokens` is less than the "
     "`context_window` for this model", "reply_2048", 2048),
    ("max_tokens is too large: 3000. This model supports at most 2048 completion tokens, whereas you provided 3000.",
     "reply_2048", 2048),
    ("Range of max_tokens should be [1, 2048]", "reply_2048", 2048),
    ("Invalid max_tokens value, the valid range of max_tokens is [1, 2048]", "reply_2048", 2048),
    ("max_tokens: 3000 > 2048, which is the maximum allowed number of output tokens", "reply_2048", 2048),
    ("Request too large for model `m` on tokens per minute (TPM): Limit 4096, Requested 5100, please reduce your "
     "message size and try again.", "window_4096", 1996),
]  # fmt: skip


@pytest.mark.parametrize(("said", "remembered", "room"), LENGTHS, ids=lambda value: str(value)[:60])
def test_the_room_for_a_reply_is_found_in_the_servers_numbers(said: str, remembered: str, room: int) -> None:
    failure = read_failure(400, orjson.dumps(error(said)), SENT)
    assert (failure.kind, failure.adaptation, failure.room) == (Cause.TOO_LONG, remembered, room)


TOO_LONG = [
    ("This model's maximum context length is 4096 tokens. However, your messages resulted in 5000 tokens.", (5000, 4096)),
    ("This model's maximum context length is 1024 tokens. However, your request has 2100 input tokens. Please reduce the "
     "length of the input messages.", (2100, 1024)),
    ("The input (2100 tokens) is longer than the model's context length (1024 tokens).", (2100, 1024)),
    ("The input token count (2100) exceeds the maximum number of tokens allowed (1024).", (2100, 1024)),
    ("Prompt contains 2100 tokens and 0 draft tokens, too large for model with 1024 maximum context length", (2100, 1024)),
    ("prompt is too long: 2100 tokens > 1024 maximum", (2100, 1024)),
    ("The prompt is too long: 2100, model maximum context length: 1024", (2100, 1024)),
    ("This model's maximum prompt length is 1024 but the request contains 2100 tokens.", (2100, 1024)),
    ("too many tokens: total number of tokens in the prompt cannot exceed 1024 - received 2100.", (2100, 1024)),
    ("`inputs` tokens + `max_new_tokens` must be <= 2049. Given: 2100 `inputs` tokens and 3000 `max_new_tokens`",
     (2100, 2049)),
    ("Input is too long for requested model.", None),
    ("input is too large to process. increase the physical batch size", None),
]  # fmt: skip


@pytest.mark.parametrize(("said", "tokens"), TOO_LONG, ids=lambda value: str(value)[:60])
def test_a_prompt_that_is_too_long_by_itself_is_told_with_both_numbers(
    said: str, tokens: tuple[int, int] | None
) -> None:
    failure = read_failure(400, orjson.dumps(error(said)), SENT)
    assert (failure.kind, failure.room) == (Cause.TOO_LONG, None)
    assert failure.tokens == tokens


def test_a_request_larger_than_a_minutes_allowance_is_not_waited_for() -> None:
    said = "Request too large for m on tokens per min (TPM): Limit 1000, Requested 5100. The input must be reduced."
    failure = read_failure(429, orjson.dumps(error(said, "rate_limit_exceeded", "tokens")), SENT)
    assert (failure.kind, failure.tokens) == (Cause.TOO_LONG, (5100, 1000))
