package org.wangchuan.platform.identity;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Time zones as people look for them. */
public final class TimeZones {
    /** A zone is named after one city of many; people look for their own. Each name stands between spaces. */
    private static final Map<String, String> CITIES = Map.of(
            "Asia/Shanghai",
            " 中国 北京时间 北京 上海 天津 重庆 广州 深圳 珠海 东莞 佛山 惠州 中山 汕头 成都 绵阳 杭州 宁波 温州 绍兴 金华 义乌 嘉兴 台州"
                    + " 南京 苏州 无锡 常州 南通 徐州 扬州 武汉 宜昌 襄阳 长沙 株洲 郑州 洛阳 西安 青岛 济南 烟台 潍坊 临沂 合肥 芜湖"
                    + " 福州 厦门 泉州 南昌 赣州 石家庄 唐山 保定 太原 大同 沈阳 大连 长春 吉林 哈尔滨 呼和浩特 包头 南宁 桂林 柳州"
                    + " 海口 三亚 昆明 大理 贵阳 遵义 拉萨 兰州 西宁 银川 ",
            "Asia/Urumqi",
            " 乌鲁木齐 烏魯木齊 ",
            "Asia/Hong_Kong",
            " 香港 ",
            "Asia/Macau",
            " 澳门 澳門 ",
            "Asia/Taipei",
            " 台北 臺北 高雄 台中 臺中 ");

    private static final String ELSEWHERE = "Asia/Shanghai";

    private TimeZones() {}

    /** The one to propose: this machine's if it is set to a place, else that of most who set up a shop. */
    static String here() {
        String own = ZoneId.systemDefault().getId();
        return all().contains(own) ? own : ELSEWHERE;
    }

    /** The zone of a city by its Chinese name, with or without 市. */
    private static Optional<String> ofCity(String typed) {
        String city = typed.endsWith("市") ? typed.substring(0, typed.length() - 1) : typed;
        return CITIES.entrySet().stream()
                .filter(zone -> city.indexOf(' ') < 0 && zone.getValue().contains(" " + city + " "))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Those to choose from: the ones that are named after a place. */
    public static List<String> all() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+"))
                .sorted()
                .toList();
    }

    /** The place that one is named after, without its continent. */
    public static String place(String zone) {
        return zone.substring(zone.lastIndexOf('/') + 1).replace('_', ' ');
    }

    /**
     * The zone that is meant: its id, or the place alone, such as {@code new york} or {@code 北京}; empty if there is none, or several
     * that differ.
     */
    static Optional<String> find(String typed) {
        String text = typed.strip();
        if (ZoneId.getAvailableZoneIds().contains(text)) { // no offset: databases read those the other way round
            return Optional.of(text);
        } else {
            List<ZoneId> found = all().stream()
                    .filter(id -> isMeant(id, text))
                    .map(ZoneId::of)
                    .toList();
            boolean isOne = found.stream().map(ZoneId::getRules).distinct().count() == 1;
            return isOne ? Optional.of(found.getFirst().getId()) : ofCity(text);
        }
    }

    private static boolean isMeant(String id, String typed) {
        String text = typed.replace('_', ' ').toLowerCase(Locale.ROOT);
        return place(id).toLowerCase(Locale.ROOT).equals(text)
                || id.replace('_', ' ').toLowerCase(Locale.ROOT).equals(text);
    }
}
