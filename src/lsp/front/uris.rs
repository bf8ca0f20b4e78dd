use std::collections::HashMap;
use std::fmt::Write as _;
use std::str::FromStr;
use std::sync::{PoisonError, RwLock};

use serde_json::Value;
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::ls_types::Uri;

/// Makes valid the URIs that editors send in the spelling of file names (`file:///a/[id].vue`, spaces, `é`, `100%.js`),
/// and gives them back as the client spelt them: clients compare the strings.
#[derive(Default)]
pub struct Uris {
    /// By the repaired URI, what the client wrote.
    spellings: RwLock<HashMap<String, String>>,
}

impl Uris {
    pub fn repair_request(&self, request: Request) -> Request {
        map_params(request, &mut |uri| self.repair(uri))
    }

    pub fn restore_request(&self, request: Request) -> Request {
        if self.is_empty() { request } else { map_params(request, &mut |uri| self.spelling(uri)) }
    }

    pub fn restore_response(&self, response: Response) -> Response {
        if self.is_empty() {
            return response;
        }
        let (id, result) = response.into_parts();
        let result = result.map(|mut value| {
            map_uris(&mut value, &mut |uri| self.spelling(uri));
            value
        });
        Response::from_parts(id, result)
    }

    fn repair(&self, uri: &str) -> Option<String> {
        let repaired = repaired(uri)?;
        let mut spellings = self.spellings.write().unwrap_or_else(PoisonError::into_inner);
        spellings.insert(repaired.clone(), uri.to_owned());
        Some(repaired)
    }

    fn spelling(&self, uri: &str) -> Option<String> {
        self.spellings.read().unwrap_or_else(PoisonError::into_inner).get(uri).cloned()
    }

    fn is_empty(&self) -> bool {
        self.spellings.read().unwrap_or_else(PoisonError::into_inner).is_empty()
    }
}

fn map_params(request: Request, map: &mut dyn FnMut(&str) -> Option<String>) -> Request {
    let (method, id, params) = request.into_parts();
    let mut rebuilt = Request::build(method);
    if let Some(id) = id {
        rebuilt = rebuilt.id(id);
    }
    if let Some(mut params) = params {
        map_uris(&mut params, map);
        rebuilt = rebuilt.params(params);
    }
    rebuilt.finish()
}

/// Visits what the protocol calls a URI: the values of `uri`, `targetUri` and the like, and the keys of `changes`. The JSON
/// reader has bounded the depth.
fn map_uris(value: &mut Value, map: &mut dyn FnMut(&str) -> Option<String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| map_uris(item, map)),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match field {
                    Value::String(uri) if is_uri_name(name) => {
                        if let Some(mapped) = map(uri) {
                            *uri = mapped;
                        }
                    }
                    Value::Object(by_uri) if name == "changes" => {
                        *by_uri = std::mem::take(by_uri)
                            .into_iter()
                            .map(|(uri, edits)| (map(&uri).unwrap_or(uri), edits))
                            .collect();
                    }
                    _ => map_uris(field, map),
                }
            }
        }
        _ => {}
    }
}

fn is_uri_name(name: &str) -> bool {
    name == "uri" || name.ends_with("Uri")
}

/// The valid URI that was meant; `None` when it is valid as it is, or beyond repair.
fn repaired(uri: &str) -> Option<String> {
    if Uri::from_str(uri).is_ok() {
        return None;
    }
    let encoded = encode_illegal(uri);
    [encoded.clone(), format!("file://{encoded}")].into_iter().find(|uri| Uri::from_str(uri).is_ok())
}

fn encode_illegal(uri: &str) -> String {
    let bytes = uri.as_bytes();
    let mut encoded = String::with_capacity(bytes.len() + 8);
    for (at, &byte) in bytes.iter().enumerate() {
        let is_legal = match byte {
            b'%' => bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte),
        };
        if is_legal {
            encoded.push(char::from(byte));
        } else {
            let _infallible = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_file_names_become_valid_uris_of_the_same_file() {
        for (path, expected) in [
            ("/a/[id].vue", "file:///a/%5Bid%5D.vue"),
            ("/a b.html", "file:///a%20b.html"),
            ("/a/é.js", "file:///a/%C3%A9.js"),
            ("/a/100%.js", "file:///a/100%25.js"),
            ("/a/50%-[x].js", "file:///a/50%25-%5Bx%5D.js"),
        ] {
            let uri = repaired(&format!("file://{path}"));
            assert_eq!(uri.as_deref(), Some(expected));
            let decoded = uri
                .and_then(|uri| Uri::from_str(&uri).ok())
                .and_then(|uri| uri.to_file_path().map(|path| path.to_string_lossy().into_owned()));
            assert_eq!(decoded.as_deref(), Some(path));
        }
    }

    #[test]
    fn valid_uris_and_escapes_stay_as_they_are() {
        assert_eq!(repaired("file:///a/b%20c.js"), None);
        assert_eq!(repaired("untitled:Untitled-1"), None);
        assert_eq!(repaired("file:///a%20b/[c].js").as_deref(), Some("file:///a%20b/%5Bc%5D.js"));
        assert_eq!(repaired("/a/b c.js").as_deref(), Some("file:///a/b%20c.js"), "a bare path");
    }

    #[test]
    fn the_client_gets_its_own_spelling_back() {
        let uris = Uris::default();
        let params = serde_json::json!({ "textDocument": { "uri": "file:///[a].js", "text": "uri" }, "tabs": [{ "newUri": "file:///b c.js" }] });
        let request = uris.repair_request(Request::build("textDocument/didOpen").params(params.clone()).finish());
        let repaired = request.params().cloned().unwrap_or_default();
        assert_eq!(repaired["textDocument"]["uri"], "file:///%5Ba%5D.js");
        assert_eq!(repaired["tabs"][0]["newUri"], "file:///b%20c.js");
        assert_eq!(uris.restore_request(request).params(), Some(&params));

        let response = Response::from_ok(1.into(), serde_json::json!({ "changes": { "file:///b%20c.js": [] } }));
        let restored = uris.restore_response(response);
        assert_eq!(restored.result(), Some(&serde_json::json!({ "changes": { "file:///b c.js": [] } })));
    }
}
