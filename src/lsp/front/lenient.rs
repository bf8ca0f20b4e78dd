use serde_json::{Value, json};
use tower_lsp::jsonrpc::Request;

/// What clients send a little beside the protocol, made to fit it: the library drops what does not fit, without a word.
pub fn lenient(request: Request) -> Request {
    let (method, id, params) = request.into_parts();
    let params = fitting(&method, params);
    let mut rebuilt = Request::build(method);
    if let Some(id) = id {
        rebuilt = rebuilt.id(id);
    }
    if let Some(params) = params {
        rebuilt = rebuilt.params(params);
    }
    rebuilt.finish()
}

fn fitting(method: &str, params: Option<Value>) -> Option<Value> {
    match (method, params) {
        // The front has seen to it, and the library would refuse a -1.
        ("initialize", Some(mut params)) => {
            params.as_object_mut().and_then(|params| params.remove("processId"));
            Some(params)
        }
        ("initialized", None | Some(Value::Null)) => Some(json!({})),
        ("workspace/didChangeConfiguration", params) if params.as_ref().is_none_or(|p| p.get("settings").is_none()) => {
            Some(json!({ "settings": null }))
        }
        (_, params) => params,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(method: &'static str, params: Option<Value>) -> Option<Value> {
        let request = Request::build(method).id(1);
        let request = params.into_iter().fold(request, |request, params| request.params(params)).finish();
        lenient(request).params().cloned()
    }

    #[test]
    fn what_is_missing_or_odd_is_made_to_fit() {
        assert_eq!(sent("initialize", Some(json!({ "processId": -1, "a": 1 }))), Some(json!({ "a": 1 })));
        assert_eq!(sent("initialized", None), Some(json!({})));
        for params in [None, Some(Value::Null), Some(json!({}))] {
            assert_eq!(sent("workspace/didChangeConfiguration", params), Some(json!({ "settings": null })));
        }
    }

    #[test]
    fn what_fits_stays() {
        let settings = Some(json!({ "settings": { "dwtLint": {} } }));
        assert_eq!(sent("workspace/didChangeConfiguration", settings.clone()), settings);
        assert_eq!(sent("textDocument/hover", Some(json!({ "processId": 1 }))), Some(json!({ "processId": 1 })));
        assert_eq!(sent("shutdown", None), None);
    }
}
