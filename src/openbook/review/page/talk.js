// Talk with the server that the page came from; the token stands in the page's address.

const token = new URLSearchParams(location.search).get("token") ?? "";

async function ask(path, wanted = {}) {
  let response;
  try {
    response = await fetch(path, { method: "POST", body: JSON.stringify(wanted),
                                   headers: { "content-type": "application/json", "x-openbook-token": token } });
  } catch {
    throw new Error("The server does not answer: is openbook review still running?");
  }
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw new Error(text.startsWith("{") ? JSON.parse(text).error : text);
}
