package org.tuanwei.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a postal address is complete enough for a letter to arrive (clause C8: 地址不完整). */
final class AddressCheck {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 120;

    /** Province or city: its name with the level, or a province by its short name in front. */
    private static final Pattern REGION =
            Pattern.compile("^\\s*(中国)?(北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南"
                    + "|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆)|\\p{IsHan}{2,}(省|自治区|市|自治州|地区|盟|兵团)");

    private static final Pattern STREET =
            Pattern.compile("\\p{IsHan}+(路|街|道|巷|弄|胡同|里|村|镇|乡|屯|园区|开发区|大学城|校区|环|线|坡|岭|湾|洲|岛|桥|山|坪|沟|庄|营|口|堤|段)|信箱");

    private static final Pattern NUMBER = Pattern.compile(
            "[0-9０-９一二三四五六七八九十百]+\\s*(-|－|之)?\\s*[0-9０-９]*\\s*(号|弄|幢|栋|楼|室|座|信箱|公里|组|院)|[0-9０-９]+$|校区|信箱|大学城");

    private AddressCheck() {}

    static @Nullable String problem(String address) {
        if (address.isEmpty()) {
            return "请填写通信地址";
        }
        if (address.length() > LONGEST) {
            return "通信地址过长（最多" + LONGEST + "个字）";
        }
        List<String> missing = new ArrayList<>();
        if (!REGION.matcher(address).find()) {
            missing.add("省、市名称");
        }
        if (!STREET.matcher(address).find()) {
            missing.add("路（街、镇）名");
        }
        if (!NUMBER.matcher(address).find()) {
            missing.add("门牌号（或校区、信箱）");
        }
        if (!missing.isEmpty()) {
            return "通信地址不完整，缺少" + String.join("、", missing) + "，应如“上海市杨浦区某某路399号”";
        }
        return address.length() < SHORTEST ? "通信地址太短，请写到门牌号" : null;
    }
}
