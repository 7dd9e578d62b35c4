//! The bridge's own promises: who is let in, and that calls, events, cancel and ranges arrive as they were sent.

use serde_json::json;
use triptych_tests::{Bridge, Options};

use crate::http::{Ask, ask, call, listen, token};

fn bridge() -> (tempfile::TempDir, Bridge) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pages = folder.path().join("pages");
    std::fs::create_dir_all(pages.join("assets")).expect("a folder");
    std::fs::write(
        pages.join("index.html"),
        "<!doctype html><html><head><title>Pages</title></head></html>",
    )
    .expect("a page");
    std::fs::write(pages.join("assets/page.js"), "export {};").expect("a script");
    std::fs::write(folder.path().join("secret.txt"), "not served").expect("a file");
    let bridge = Bridge::start(&Options {
        folder: folder.path().join("home"),
        pages: Some(pages),
    })
    .expect("a bridge");
    (folder, bridge)
}

fn opened() -> (tempfile::TempDir, Bridge) {
    let (folder, bridge) = bridge();
    let (status, _) = call(
        &bridge,
        "portfolio.create",
        "",
        &json!({ "folder": null, "passphrase": "amber kettle drum seven rivers" }),
    );
    assert_eq!(status, 200);
    (folder, bridge)
}

fn get(bridge: &Bridge, path: &str, headers: &[String]) -> (u16, String, Vec<u8>) {
    ask(
        bridge,
        &Ask {
            method: "GET",
            path,
            headers,
            body: &[],
        },
    )
}

#[test]
fn nobody_comes_in_without_the_token() {
    let (_folder, bridge) = bridge();
    let wrong = "x-triptych-token: 00000000000000000000000000000000".to_owned();
    for (method, path) in [
        ("GET", "/"),
        ("POST", "/call/app.status"),
        ("GET", "/events"),
        ("POST", "/cancel/x"),
        ("GET", "/blob/x"),
        ("GET", "/test/host"),
    ] {
        for headers in [vec![], vec![wrong.clone()]] {
            let (status, _, _) = ask(
                &bridge,
                &Ask {
                    method,
                    path,
                    headers: &headers,
                    body: b"{}",
                },
            );
            assert_eq!(status, 403, "{method} {path} with {headers:?}");
        }
    }
    // A token in the address counts for the page and its events alone: an address is easily passed on.
    let (status, _, _) = ask(
        &bridge,
        &Ask {
            method: "POST",
            path: &format!("/call/app.status?token={}", bridge.token()),
            headers: &[],
            body: b"{}",
        },
    );
    assert_eq!(status, 403);
    // Another name for this computer is a page elsewhere trying its luck.
    let (status, _, _) = get(&bridge, &format!("/?token={}", bridge.token()), &["host: example.org".to_owned()]);
    assert_eq!(status, 403);
}

#[test]
fn the_page_comes_with_its_token_under_the_windows_policy() {
    let (_folder, bridge) = bridge();
    let (status, head, body) = get(&bridge, &format!("/?token={}", bridge.token()), &[]);
    assert_eq!(status, 200);
    assert!(
        head.contains("content-security-policy: default-src 'none'; script-src 'self'"),
        "{head}"
    );
    assert!(head.contains("connect-src 'self'") && !head.contains("ipc"), "{head}");
    assert!(String::from_utf8_lossy(&body).contains(&format!("<meta name=\"triptych-bridge\" content=\"{}\">", bridge.token())));
    let (status, head, body) = get(&bridge, "/assets/page.js", &[]);
    assert_eq!((status, body.as_slice()), (200, b"export {};".as_slice()));
    assert!(head.contains("content-type: text/javascript"));
    for path in ["/../secret.txt", "/assets/../../secret.txt", "//etc/hosts.txt"] {
        assert_eq!(get(&bridge, path, &[]).0, 404, "{path}");
    }
}

#[test]
fn a_failure_arrives_as_the_cores_own_words() {
    let (_folder, bridge) = bridge();
    let (status, failure) = call(&bridge, "record.get", "", &json!({ "id": "x" }));
    assert_eq!((status, failure["code"].as_str()), (422, Some("locked")));
    assert!(failure["hint"].is_string());
    let (status, failure) = call(&bridge, "no.such.command", "", &json!({}));
    assert_eq!((status, failure["code"].as_str()), (422, Some("invalid")));
}

#[test]
fn blobs_are_written_and_read_in_ranges() {
    let (_folder, bridge) = opened();
    let (_, blob) = call(&bridge, "blob.create", "", &json!({}));
    let id = blob["id"].as_str().expect("an id").to_owned();
    let put = |offset: usize, body: &[u8]| {
        ask(
            &bridge,
            &Ask {
                method: "PUT",
                path: &format!("/blob/{id}?offset={offset}"),
                headers: &[token(&bridge)],
                body,
            },
        )
        .0
    };
    let read = |offset: usize, length: usize| get(&bridge, &format!("/blob/{id}?offset={offset}&length={length}"), &[token(&bridge)]);
    let large: Vec<u8> = (0..300_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    assert_eq!(put(0, &large), 200);
    assert_eq!(put(299_998, b"\x00\xff\x0a\x0d"), 200);
    assert_eq!(put(400_000, b"beyond"), 422, "a hole");
    assert_eq!(read(0, 300_002).2.len(), 300_002);
    assert_eq!(read(299_997, 100).2, [large[299_997], 0, 255, 10, 13]);
    assert_eq!(read(300_002, 10).2, b"", "its end");
    call(&bridge, "portfolio.lock", "", &json!({}));
    assert_eq!(read(0, 10).0, 422, "gone with the lock");
}

#[test]
fn events_tell_of_changes_and_of_the_lock() {
    let (_folder, bridge) = opened();
    let mut first = listen(&bridge);
    let mut second = listen(&bridge);
    call(
        &bridge,
        "assessment.set",
        "",
        &json!({ "statement": "pro.core.01", "answer": "developing", "note": "", "by": null }),
    );
    assert_eq!(first.next(), Some(json!({ "event": "changed" })));
    assert_eq!(second.next(), Some(json!({ "event": "changed" })));
    call(&bridge, "portfolio.lock", "", &json!({}));
    assert_eq!(first.next(), Some(json!({ "event": "locked" })));
}

#[test]
fn a_long_call_tells_how_far_it_is_and_stops_when_asked() {
    let (folder, bridge) = opened();
    let (status, _, _) = ask(
        &bridge,
        &Ask {
            method: "POST",
            path: "/test/fill",
            headers: &[token(&bridge)],
            body: br#"{"records": 3000}"#,
        },
    );
    assert_eq!(status, 200);
    let events = listen(&bridge);
    let out = folder.path().join("all.json");
    let (status, failure) = std::thread::scope(|scope| {
        let export = scope.spawn(|| call(&bridge, "export.json", "long", &json!({ "path": out })));
        let progress = events.into_iter().find(|event| event["event"] == "progress").expect("progress");
        assert_eq!(progress["task"], "long");
        ask(
            &bridge,
            &Ask {
                method: "POST",
                path: "/cancel/long",
                headers: &[token(&bridge)],
                body: &[],
            },
        );
        export.join().expect("an answer")
    });
    assert_eq!((status, failure["code"].as_str()), (422, Some("cancelled")));
    assert!(!out.exists(), "no half file is left");
    let others: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    assert_eq!(others.len(), 3, "{others:?}");
}

#[test]
fn the_desk_keeps_what_was_asked_of_it() {
    let (_folder, bridge) = opened();
    call(&bridge, "host.copy", "", &json!({ "text": "three words here" }));
    call(&bridge, "host.open-address", "", &json!({ "address": "https://www.hcpc-uk.org/" }));
    let (status, _) = call(&bridge, "host.open-address", "", &json!({ "address": "file:///etc/passwd" }));
    assert_eq!(status, 422);
    let seen = bridge.desk().seen();
    assert_eq!(seen.copied, ["three words here"]);
    assert_eq!(seen.opened, ["https://www.hcpc-uk.org/"]);
}
