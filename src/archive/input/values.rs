//! Values of Arrow arrays as text and JSON.

use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::{as_date, as_datetime, as_time};
use arrow_array::types::*;
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, TimeUnit};
use serde_json::{Value, json};

use crate::jsonl;

/// Returns a string of a column.
///
/// # Errors
/// Returns what was expected and what was found.
pub fn text(array: &ArrayRef, i: usize) -> Result<&str, String> {
    if array.is_null(i) {
        return Err("expected a string, found null".to_owned());
    }
    match array.data_type() {
        DataType::Utf8 => Ok(array.as_string::<i32>().value(i)),
        DataType::Binary => {
            jsonl::utf8(array.as_binary::<i32>().value(i)).map_err(|error| error.to_string())
        }
        other => Err(format!("expected a string, found {other}")),
    }
}

/// Returns the JSON source of a value. Dates and times are strings as in ISO 8601.
///
/// # Errors
/// Fails for types that JSON cannot represent.
pub fn json(array: &ArrayRef, i: usize) -> Result<String, String> {
    Ok(match array.data_type() {
        // Shortest form: a conversion to f64 would show digits that the value does not have.
        DataType::Float32 if array.is_valid(i) => {
            serde_json::to_string(&array.as_primitive::<Float32Type>().value(i))
                .expect("a number is always JSON")
        }
        _ => value(array, i)?.to_string(),
    })
}

fn value(array: &ArrayRef, i: usize) -> Result<Value, String> {
    macro_rules! primitive {
        ($type:ty) => {
            array.as_primitive::<$type>().value(i)
        };
    }
    macro_rules! timestamp {
        ($type:ty, $zone:expr) => {{
            let time = as_datetime::<$type>(primitive!($type));
            time.map(|time| format!("{time:?}{}", if $zone.is_some() { "Z" } else { "" }))
        }};
    }
    if array.is_null(i) {
        return Ok(Value::Null);
    }
    let out_of_range = || "expected a date or time in range".to_owned();
    Ok(match array.data_type() {
        DataType::Null => Value::Null,
        DataType::Boolean => array.as_boolean().value(i).into(),
        DataType::Int8 => primitive!(Int8Type).into(),
        DataType::Int16 => primitive!(Int16Type).into(),
        DataType::Int32 => primitive!(Int32Type).into(),
        DataType::Int64 => primitive!(Int64Type).into(),
        DataType::UInt8 => primitive!(UInt8Type).into(),
        DataType::UInt16 => primitive!(UInt16Type).into(),
        DataType::UInt32 => primitive!(UInt32Type).into(),
        DataType::UInt64 => primitive!(UInt64Type).into(),
        DataType::Float16 => f64::from(primitive!(Float16Type)).into(),
        DataType::Float32 => f64::from(primitive!(Float32Type)).into(),
        DataType::Float64 => primitive!(Float64Type).into(),
        DataType::Decimal128(..) => {
            array.as_primitive::<Decimal128Type>().value_as_string(i).into()
        }
        DataType::Decimal256(..) => {
            array.as_primitive::<Decimal256Type>().value_as_string(i).into()
        }
        DataType::Date32 => {
            let date = as_date::<Date32Type>(primitive!(Date32Type).into());
            date.ok_or_else(out_of_range)?.to_string().into()
        }
        DataType::Time32(TimeUnit::Millisecond) => {
            let time = as_time::<Time32MillisecondType>(primitive!(Time32MillisecondType).into());
            time.ok_or_else(out_of_range)?.to_string().into()
        }
        DataType::Time64(TimeUnit::Microsecond) => {
            let time = as_time::<Time64MicrosecondType>(primitive!(Time64MicrosecondType));
            time.ok_or_else(out_of_range)?.to_string().into()
        }
        DataType::Timestamp(unit, zone) => {
            let time = match unit {
                TimeUnit::Second => timestamp!(TimestampSecondType, zone),
                TimeUnit::Millisecond => timestamp!(TimestampMillisecondType, zone),
                TimeUnit::Microsecond => timestamp!(TimestampMicrosecondType, zone),
                TimeUnit::Nanosecond => timestamp!(TimestampNanosecondType, zone),
            };
            time.ok_or_else(out_of_range)?.into()
        }
        DataType::Utf8 => array.as_string::<i32>().value(i).into(),
        DataType::Binary => text(array, i)?.into(),
        DataType::FixedSizeBinary(_) => {
            let bytes = array.as_fixed_size_binary().value(i);
            bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
        }
        DataType::List(_) => {
            let list = array.as_list::<i32>().value(i);
            (0..list.len()).map(|i| value(&list, i)).collect::<Result<Vec<_>, _>>()?.into()
        }
        DataType::Struct(fields) => {
            let columns = array.as_struct().columns();
            let object = fields.iter().zip(columns);
            let object =
                object.map(|(field, column)| Ok((field.name().clone(), value(column, i)?)));
            Value::Object(object.collect::<Result<_, String>>()?)
        }
        DataType::Map(..) => {
            let entries = array.as_map().value(i);
            let (keys, values) = (entries.column(0), entries.column(1));
            let pairs = (0..entries.len())
                .map(|i| Ok(json!([value(keys, i)?, value(values, i)?])))
                .collect::<Result<Vec<_>, String>>()?;
            pairs.into()
        }
        other => return Err(format!("expected a type that JSON can represent, found {other}")),
    })
}
