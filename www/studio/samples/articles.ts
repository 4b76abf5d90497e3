/** Articles to try a model of the sample data on. None of their paragraphs is in the data. */
export const ARTICLES = {
  vi: `Một tuần sau cơn lũ ở Lam Giang

Nước đã rút khỏi hầu hết các thôn ven sông Lam, nhưng hơn 300 hộ dân vẫn phải nhận mì gói, nước sạch và chăn ấm cứu trợ từ các đoàn thiện nguyện và bộ đội địa phương.

Sáng thứ Hai, học sinh ba xã vùng lũ trở lại lớp. Sở Giáo dục và Đào tạo cho biết các em được miễn toàn bộ học phí học kỳ I, nhà trường không thu thêm khoản nào ngoài bảo hiểm y tế.

Ở chợ phiên, chuyện giá đất lại nóng lên. Lô đất cao cạnh trụ sở mới được rao 18 triệu đồng một mét vuông, gấp rưỡi so với trước lũ, dù giao dịch thật chỉ đếm trên đầu ngón tay.

Chiều cùng ngày, đội bóng của xã vẫn ra sân như lịch cũ và hòa 1–1 trước khoảng hai trăm khán giả đứng trên triền đê.

Chủ tịch xã nói việc cần nhất lúc này là dựng lại nhà cho 46 gia đình bị lũ cuốn trôi; mỗi hộ được hỗ trợ 60 triệu đồng từ quỹ cứu trợ của tỉnh.`,
  en: `Marden counts the cost of a new line

The council will build forty homes for rent on the old goods yard, and tenants who were moved out of Mill Street last year will be offered the first of them.

From Monday the 14 bus runs every ten minutes to the new station, and passengers can change to the train with one ticket.

The brass band played on the platform, although two of its trumpets had been lent to the school for its concert.

Rents within a short walk of the station have risen by a fifth since the line was announced, and landlords are asking for six months in advance.

Cyclists say that the bridge is still the most dangerous place in town: the cycle lane ends where the buses turn.`,
};
