package org.tuanwei.organization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinyinTest {

    @ParameterizedTest
    @CsvSource({
        "上海体育大学, shtydx",
        "重庆大学, cqdx",
        "武汉重工大学, whzgdx",
        "厦门大学, xmdx",
        "长春职业技术大学, cczyjsdx",
        "长沙理工大学, cslgdx",
        "西藏大学, xzdx",
        "上海音乐学院, shyyxy",
        "乐山师范学院, lssfxy",
        "上海立信会计金融学院, shlxkjjrxy",
        "首都师范大学, sdsfdx",
        "成都体育学院, cdtyxy",
        "亳州学院, bzxy",
        "宿州学院, szxy",
        "中国地质大学（北京）, zgdzdxbj",
        "漯河医学高等专科学校, lhyxgdzkxx",
        "山西警官职业学院, sxjgzyxy",
        "河北传媒学院, hbcmxy"
    })
    void names_are_read_as_their_places_are(String name, String initials) {
        assertThat(Pinyin.initials(name)).isEqualTo(initials);
    }

    @Test
    void the_whole_reading_has_no_gaps() {
        assertThat(Pinyin.of("上海体育大学").full()).isEqualTo("shanghaitiyudaxue");
    }

    @Test
    void letters_and_digits_stay() {
        assertThat(Pinyin.of("2024级A班团支部").full()).isEqualTo("2024jiabantuanzhibu");
    }
}
