export const TEXTS = [
  "Sáng nay, huyện họp bàn việc sắp xếp lại các phòng chuyên môn, giảm bảy đầu mối và 146 biên chế so với năm trước.",
  "Trời chuyển lạnh từ đêm hôm trước, nhưng sân nhà văn hóa vẫn đông người đến từ sớm, trẻ con chạy quanh gốc đa.",
  "Ủy ban kiểm tra đã thi hành kỷ luật cảnh cáo ba đảng viên vì những vi phạm trong quản lý đất đai ở hai xã ven sông.",
  "Hồ sơ nộp qua cổng dịch vụ công trực tuyến tăng gấp đôi nhờ cơ sở dữ liệu đất đai đã kết nối với kho của tỉnh.",
];
export const MORE =
  "Từ tháng Tư, huyện mở sáu lớp bồi dưỡng cho cấp ủy viên cơ sở, học viên xử lý tình huống thật ở thôn, không chỉ nghe giảng.";
