/** The spreadsheet of a newcomer, made of phrases: 60 paragraphs of each of three themes. */

/** Paragraphs of each theme in the spreadsheet. */
export const EXAMPLES = 60;

/** Phrases of a theme by their place in a paragraph: who or what, did what, and why or when. */
type Phrases = readonly [readonly string[], readonly string[], readonly string[]];

interface Newcomer {
  /** The table, as a spreadsheet saves it. */
  readonly table: string;
  readonly themes: readonly string[];
  /** An article of the newcomer's, and the theme of each paragraph. */
  readonly article: readonly (readonly [text: string, theme: string])[];
}

const lines = (text: string): string[] => text.trim().split(/\s*\n\s*/);

const VI: Readonly<Record<string, Phrases>> = {
  "Giao thông": [
    lines(`Xe buýt tuyến số 8
      Cảnh sát giao thông phường Bến Đá
      Đội thi công cầu vượt
      Tài xế xe tải chạy đêm
      Hành khách đi tàu từ ga Nam
      Ban quản lý đường vành đai
      Xe máy và xe đạp điện
      Bến xe liên tỉnh`),
    lines(`được dành một làn đường riêng trên phố Hàng Mắm
      phải đi vòng qua quốc lộ suốt ba tháng
      phạt hơn ba trăm xe chạy quá tốc độ
      đề nghị lắp thêm đèn tín hiệu ở ngã tư chợ
      đã dời trạm dừng ra khỏi vòng xoay
      cho biết mặt đường sẽ được thảm nhựa lại
      kẹt xe hàng giờ trước cổng khu công nghiệp
      tăng thêm mười hai chuyến mỗi ngày`),
    lines(`để giảm tai nạn ở khúc cua dốc.
      khi hầm chui còn ngập nước.
      vì bãi đỗ ô tô đã kín chỗ từ sớm.
      trong giờ cao điểm buổi chiều.
      cho tới lúc cây cầu mới thông xe.
      sau khi biển báo bị xe container húc đổ.
      theo phương án phân luồng của sở.
      dù giá vé tháng vẫn giữ nguyên.`),
  ],
  "Y tế": [
    lines(`Bệnh viện đa khoa khu vực
      Bác sĩ khoa cấp cứu
      Trạm y tế xã đảo
      Điều dưỡng trưởng khoa nhi
      Bệnh nhân chạy thận nhân tạo
      Trung tâm kiểm soát bệnh tật
      Người mắc sốt xuất huyết
      Phòng khám sản phụ khoa`),
    lines(`tiêm vắc xin sởi cho hai nghìn trẻ nhỏ
      thiếu thuốc hạ sốt và dịch truyền
      mổ cấp cứu kịp thời một ca vỡ ruột thừa
      được bảo hiểm chi trả toàn bộ viện phí
      nhận máy chụp cộng hưởng từ đầu tiên
      phải nằm ghép hai người một giường
      lấy mẫu xét nghiệm máu ngay tại nhà
      khám sàng lọc tim mạch cho người cao tuổi`),
    lines(`trong khi dịch bệnh chưa qua đỉnh.
      nên không ai phải chuyển tuyến.
      theo phác đồ điều trị vừa ban hành.
      sau một ca đột quỵ lúc nửa đêm.
      vì lây nhiễm chéo giữa các khoa.
      trước mùa cúm năm nay.
      nhờ đội phẫu thuật trực đủ bốn kíp.
      dù đơn thuốc đã được kê từ tuần trước.`),
  ],
  "Nông nghiệp": [
    lines(`Nông dân vùng trũng
      Hợp tác xã rau an toàn
      Hộ nuôi tôm ven biển
      Chủ vườn sầu riêng
      Thương lái mua cà phê
      Trại lợn giống trên đồi
      Bà con trồng mía
      Kỹ sư trồng trọt`),
    lines(`gặt xong hai nghìn héc ta lúa đông xuân
      bán nông sản sang siêu thị theo hợp đồng
      tiêu hủy đàn gia súc nhiễm dịch tả châu Phi
      lót bạt đáy ao và chạy quạt nước suốt đêm
      hạ giá thu mua bốn nghìn đồng mỗi ký
      gieo lại giống ngô chịu hạn
      bón phân hữu cơ thay cho phân hóa học
      lo vườn cây rụng quả non`),
    lines(`vì nước kênh nhiễm mặn tới bốn phần nghìn.
      khi vụ mùa mới bắt đầu.
      nên năng suất cao hơn năm trước.
      sau đợt rét làm chết mạ.
      để kịp lịch xuống giống.
      do sâu đục thân lan ra cả cánh đồng.
      trong lúc thức ăn chăn nuôi đắt lên từng ngày.
      và chờ đơn hàng xuất khẩu cuối vụ.`),
  ],
};

const EN: Readonly<Record<string, Phrases>> = {
  Schools: [
    lines(`The primary school on Mill Road
      Teachers of the upper school
      Pupils in year nine
      The new headteacher
      A nursery behind the library
      The school governors
      Parents of the youngest class
      A tutor for reading`),
    lines(`moved into two classrooms without heating
      voted for a strike over pay
      sat the mathematics exam for a second time
      asked for new textbooks and desks
      took twenty children from the waiting list
      cancelled all lessons on Friday
      opened a homework club with free meals
      argued about the uniform`),
    lines(`after the inspectors had rated the teaching as poor.
      before the summer term began.
      so that no class has more than thirty children.
      although the education budget was cut.
      because three teachers had left at Easter.
      while the playground was being dug up.
      in the hope of better results in spelling.
      during the last week of term.`),
  ],
  Crime: [
    lines(`Police from three counties
      A former treasurer of the club
      Detectives in plain clothes
      The only witness to the robbery
      A gang of burglars
      The public prosecutor
      A shopkeeper from Harbour Street
      The jury at the crown court`),
    lines(`arrested two men with stolen bicycles
      pleaded guilty to fraud
      identified the suspect by his tattoo
      seized cocaine in a garage
      broke into a jeweller's at night
      asked for a sentence of nine years in prison
      was threatened with a knife
      charged the driver with manslaughter`),
    lines(`after fingerprints were found on the door.
      as the trial entered its second week.
      while the victim was still in a coma.
      and the investigation goes on.
      although the alibi had seemed sound.
      before the getaway car was set on fire.
      during a raid at dawn.
      because the evidence had been tampered with.`),
  ],
  Weather: [
    lines(`Heavy rain from the west
      A storm with gusts of ninety miles an hour
      Forecasters at the airport
      Late frost in the orchards
      Snow above the reservoir
      Thick fog on the moor
      The heatwave of the past week
      Thunder and lightning`),
    lines(`flooded the cellars along the river
      tore the roof off a barn
      lasted for eleven hours
      gave way to clear skies
      kept the temperature below freezing
      brought hail as large as cherries
      issued a warning for the coast
      made it the wettest day in forty years`),
    lines(`before the wind turned to the north.
      as a cold front moved in from the sea.
      and showers are expected until Sunday.
      although the morning had been dry and sunny.
      while the clouds hung low over the hills.
      and drizzle followed in the evening.
      with ice on the roads at daybreak.
      after a month without a drop of rain.`),
  ],
};

/** Combines phrases so that no two paragraphs have more than one in common. */
function paragraphsOf([first, second, third]: Phrases): string[] {
  const size = first.length;
  return Array.from({ length: EXAMPLES }, (_, i) => {
    const [a, b] = [i % size, Math.floor(i / size)];
    return `${first[a]} ${second[b]} ${third[(a + b) % size]}`;
  });
}

/** Writes the themes in turn, as an editor who collects examples does. */
function tableOf(themes: Readonly<Record<string, Phrases>>, heads: string): string {
  const paragraphs = Object.entries(themes).map(
    ([theme, phrases]) => [theme, paragraphsOf(phrases)] as const,
  );
  const rows = Array.from({ length: EXAMPLES }, (_, i) =>
    paragraphs.map(([theme, texts]) => `${texts[i]};${theme}`),
  );
  return `${[heads, ...rows.flat()].join("\r\n")}\r\n`;
}

export const NEWCOMERS: Readonly<Record<"vi" | "en", Newcomer>> = {
  vi: {
    // Excel writes a byte order mark.
    table: `\uFEFF${tableOf(VI, "Nội dung;Chủ đề")}`,
    themes: Object.keys(VI),
    article: [
      [
        "Từ thứ Hai, cảnh sát giao thông cấm xe tải qua cầu vượt Bến Đá; xe buýt và xe máy vẫn được đi làn đường bên phải.",
        "Giao thông",
      ],
      [
        "Bệnh viện huy động bác sĩ, điều dưỡng trực đêm vì bệnh nhân sốt xuất huyết phải nằm ghép, thuốc hạ sốt cũng thiếu.",
        "Y tế",
      ],
      [
        "Chiều muộn, đội trống của trường tập lại bài cũ dưới gốc đa, ai đi ngang cũng dừng nghe một lúc.",
        "",
      ],
      [
        "Nông dân gặt lúa chạy mưa, hợp tác xã thu mua ngay tại ruộng nên vụ mùa này không ai phải hạ giá nông sản.",
        "Nông nghiệp",
      ],
    ],
  },
  en: {
    table: tableOf(EN, "Text;Theme"),
    themes: Object.keys(EN),
    article: [
      [
        "Teachers and pupils moved into the new classrooms before the term began, and the headteacher hopes for better exam results.",
        "Schools",
      ],
      [
        "Police arrested a suspect after the robbery, and the jury heard the first witness of the trial on Thursday.",
        "Crime",
      ],
      [
        "Her grandmother keeps the recipe in a tin, next to a photograph of a boat that nobody can name.",
        "",
      ],
      [
        "The storm brought heavy rain and gusts from the sea, and forecasters expect showers and drizzle all week.",
        "Weather",
      ],
    ],
  },
};
