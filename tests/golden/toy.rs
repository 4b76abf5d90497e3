//! `toy.model`: three themes that differ in every number.

use themelight::{Calibration, Color, Label, Model, Vectorizer};

use crate::toy;

pub fn model() -> Model {
    let labels = vec![
        Label { bias: -1.0, scale: 0.25, ..toy::label("staffing") },
        Label {
            color: Color([0xb3, 0x26, 0x1e]),
            color_dark: Color([0xff, 0x8a, 0x80]),
            threshold: 0.625,
            bias: -0.75,
            scale: 0.125,
            calibration: Calibration { slope: 1.5, intercept: 0.25 },
            ..toy::label("discipline")
        },
        Label {
            color: Color([0x6d, 0x3f, 0xc0]),
            color_dark: Color([0xc4, 0xa7, 0xff]),
            threshold: 0.4,
            bias: -1.25,
            scale: 0.5,
            calibration: Calibration { slope: 0.75, intercept: -0.1 },
            ..toy::label("digital")
        },
    ];
    let vectorizer = Vectorizer::new(4, 24).expect("4-grams and 24 bits are allowed");
    toy::model(
        vectorizer,
        0.25,
        labels,
        &[
            ("biên chế", &[40, -2, 0]),
            ("tinh giản biên chế", &[55, -4, -3]),
            ("bổ nhiệm", &[30, 3, 0]),
            ("cán bộ", &[9, 12, -1]),
            ("sắp xếp", &[20, 0, 0]),
            ("kỷ luật", &[-3, 60, -2]),
            ("khiển trách", &[0, 70, -4]),
            ("uỷ ban kiểm tra", &[-2, 45, 0]),
            ("vi phạm", &[-6, 35, 0]),
            ("chuyển đổi số", &[-4, -7, 32]),
            ("18-NQ/TW", &[48, 0, 0]),
            ("5G", &[0, -8, 17]),
            ("trực tuyến", &[-1, 0, 14]),
            ("phần mềm", &[0, 0, 12]),
            ("quý", &[1, -1, 1]),
            ("000", &[2, 0, 1]),
            ("staff", &[21, 0, 0]),
            ("bóng đá", &[-20, -25, -10]),
        ],
    )
}
