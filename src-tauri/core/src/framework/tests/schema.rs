//! The data files match their JSON Schemas.
//!
//! A small reader of the few keywords our schemas use; a keyword it does not know fails the test, so that no
//! rule of a schema goes unchecked.

use serde_json::{Value, json};

const FILES: &[(&str, &str, &str)] = &[
    (
        "framework",
        super::super::FRAMEWORK,
        include_str!("../../../../../assets/framework/framework.schema.json"),
    ),
    (
        "crosswalk",
        super::super::CROSSWALK,
        include_str!("../../../../../assets/framework/crosswalk.schema.json"),
    ),
    (
        "stories",
        super::super::STORIES,
        include_str!("../../../../../assets/framework/career-stories.schema.json"),
    ),
    (
        "provenance",
        include_str!("../../../../../assets/framework/provenance.json"),
        include_str!("../../../../../assets/framework/provenance.schema.json"),
    ),
];

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_data_file_matches_its_schema() {
    for (name, data, schema) in FILES {
        let schema = parse(schema);
        assert_eq!(check(&parse(data), &schema, &schema, name), Vec::<String>::new());
    }
}

#[test]
fn a_wrong_file_is_found_out() {
    let schema = parse(FILES[0].2);
    let wrong = |change: &dyn Fn(&mut Value)| {
        let mut data = parse(FILES[0].1);
        change(&mut data);
        check(&data, &schema, &schema, "framework")
    };
    assert_eq!(wrong(&|_| ()).len(), 0);
    assert_eq!(wrong(&|data| data["extra"] = json!(1)).len(), 1);
    assert_eq!(wrong(&|data| drop(data.as_object_mut().unwrap().remove("uses"))).len(), 1);
    assert_eq!(wrong(&|data| drop(data["statements"].as_array_mut().unwrap().pop())).len(), 1);
    assert_eq!(wrong(&|data| data["statements"][0]["id"] = json!("ass.core.1")).len(), 1);
    assert_eq!(wrong(&|data| data["statements"][3]["code"] = json!("KS.01")).len(), 1);
    assert_eq!(wrong(&|data| data["statements"][5]["text"] = json!(" padded")).len(), 1);
    assert_eq!(wrong(&|data| data["levels"][0]["order"] = json!(6)).len(), 1);
    assert_eq!(
        wrong(&|data| data["levels"][0]["nhs_career_level_certainty"] = json!("sure")).len(),
        1
    );
    assert_eq!(
        wrong(&|data| data["opportunities"]["research"][0]["address"] = json!("http://a.b")).len(),
        1
    );
}

/// Every broken rule, with the place where it breaks.
fn check(data: &Value, schema: &Value, root: &Value, at: &str) -> Vec<String> {
    let mut broken = Vec::new();
    let mut fail = |holds: bool, rule: &str| {
        if !holds {
            broken.push(format!("{at}: {rule}"));
        }
    };
    let mut inner = Vec::new();
    let count = data.as_array().map(|items| items.len() as u64);
    for (keyword, rule) in schema.as_object().expect("a schema is an object") {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let name = rule
                    .as_str()
                    .and_then(|path| path.strip_prefix("#/$defs/"))
                    .expect("a local reference");
                inner.extend(check(data, &root["$defs"][name], root, at));
            }
            "type" => {
                let allowed = rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()]);
                fail(allowed.iter().any(|one| is_type(data, one.as_str().unwrap())), "type");
            }
            "const" => fail(data == rule, "const"),
            "enum" => fail(rule.as_array().unwrap().contains(data), "enum"),
            "minimum" => fail(data.as_i64().is_none_or(|n| n >= rule.as_i64().unwrap()), "minimum"),
            "maximum" => fail(data.as_i64().is_none_or(|n| n <= rule.as_i64().unwrap()), "maximum"),
            "minItems" => fail(count.is_none_or(|n| n >= rule.as_u64().unwrap()), "minItems"),
            "maxItems" => fail(count.is_none_or(|n| n <= rule.as_u64().unwrap()), "maxItems"),
            "pattern" => fail(data.as_str().is_none_or(|text| fits(text, rule.as_str().unwrap())), "pattern"),
            "items" => {
                for (n, item) in data.as_array().into_iter().flatten().enumerate() {
                    inner.extend(check(item, rule, root, &format!("{at}[{n}]")));
                }
            }
            "required" => {
                for name in rule.as_array().unwrap() {
                    fail(data.get(name.as_str().unwrap()).is_some(), &format!("{name} is missing"));
                }
            }
            "properties" => {
                for (name, rule) in rule.as_object().unwrap() {
                    if let Some(value) = data.get(name) {
                        inner.extend(check(value, rule, root, &format!("{at}.{name}")));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(rule, &json!(false));
                for name in data.as_object().into_iter().flat_map(|object| object.keys()) {
                    fail(schema["properties"].get(name).is_some(), &format!("{name} is not known"));
                }
            }
            other => panic!("this test does not know the keyword {other}"),
        }
    }
    broken.extend(inner);
    broken
}

fn is_type(data: &Value, name: &str) -> bool {
    match name {
        "object" => data.is_object(),
        "array" => data.is_array(),
        "string" => data.is_string(),
        "integer" => data.is_i64(),
        "null" => data.is_null(),
        other => panic!("this test does not know the type {other}"),
    }
}

/// The patterns of our schemas, read by hand.
fn fits(text: &str, pattern: &str) -> bool {
    match pattern {
        r"^\S(.*\S)?$" => !text.is_empty() && text.trim() == text && !text.contains('\n'),
        r"^[a-z0-9]+(-[a-z0-9]+)*$" => text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())),
        r"^https://\S+$" => text
            .strip_prefix("https://")
            .is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace)),
        "^[2-8](–[2-8])?$" => text.split('–').count() <= 2 && text.split('–').all(|n| matches!(n.as_bytes(), [b'2'..=b'8'])),
        r"^KS\.[1-9][0-9]?$" => text
            .strip_prefix("KS.")
            .is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9'] | [b'1'..=b'9', b'0'..=b'9'])),
        r"^(ass|pro|enh|adv|con)\.(core|ks|res|pp|fl|lm|erd)\.[0-9]{2}$" => {
            let parts: Vec<_> = text.split('.').collect();
            parts.len() == 3
                && parts[0].parse::<super::LevelId>().is_ok()
                && parts[1].parse::<super::SectionId>().is_ok()
                && matches!(parts[2].as_bytes(), [b'0'..=b'9', b'0'..=b'9'])
        }
        other => panic!("this test does not know the pattern {other}"),
    }
}
