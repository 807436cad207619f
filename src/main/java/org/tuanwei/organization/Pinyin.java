package org.tuanwei.organization;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads Chinese names as pinyin, so that a school is found by the letters people type. */
final class Pinyin {

    // Readings in names of places and schools that differ from the most frequent one; longer entries first.
    private static final Map<String, String> READINGS = new LinkedHashMap<>();

    static {
        READINGS.put("重庆", " chong qing ");
        READINGS.put("厦门", " xia men ");
        READINGS.put("蚌埠", " beng bu ");
        READINGS.put("六安", " lu an ");
        READINGS.put("大埔", " da bu ");
        READINGS.put("校长", " xiao zhang ");
        READINGS.put("成长", " cheng zhang ");
        READINGS.put("音乐", " yin yue ");
        READINGS.put("会计", " kuai ji ");
        READINGS.put("银行", " yin hang ");
        READINGS.put("朝阳", " chao yang ");
        READINGS.put("传媒", " chuan mei ");
        READINGS.put("巴音郭楞", " ba yin guo leng ");
        READINGS.put("宝藏", " bao zang ");
        READINGS.put("收藏", " shou cang ");
        READINGS.put("长", " chang ");
        READINGS.put("藏", " zang ");
        READINGS.put("乐", " le ");
        READINGS.put("漯", " luo ");
        READINGS.put("亳", " bo ");
        READINGS.put("莆", " pu ");
        READINGS.put("宿", " su ");
        READINGS.put("郴", " chen ");
        READINGS.put("儋", " dan ");
        READINGS.put("泸", " lu ");
        READINGS.put("圳", " zhen ");
        READINGS.put("莞", " guan ");
        READINGS.put("地", " di ");
        READINGS.put("都", " du ");
        READINGS.put("车", " che ");
        READINGS.put("石", " shi ");
        READINGS.put("行", " xing ");
        READINGS.put("系", " xi ");
        READINGS.put("调", " diao ");
        READINGS.put("重", " zhong ");
    }

    // all names of the country together use some two thousand characters
    private static final Map<Integer, String> CHARACTERS = new ConcurrentHashMap<>();

    private Pinyin() {}

    /** First letters (shtydx) and the whole without gaps (shanghaitiyudaxue). */
    record Reading(String initials, String full) {}

    /** Latin letters and digits of the name stay as they are. */
    static Reading of(String name) {
        List<String> syllables = syllables(name);
        StringBuilder letters = new StringBuilder();
        for (String syllable : syllables) {
            boolean latin = name.toLowerCase(Locale.ROOT).contains(syllable);
            letters.append(latin ? syllable : syllable.substring(0, 1));
        }
        return new Reading(letters.toString(), String.join("", syllables));
    }

    static String initials(String name) {
        return of(name).initials();
    }

    private static List<String> syllables(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> reading : READINGS.entrySet()) {
            text = text.replace(reading.getKey(), reading.getValue());
        }
        StringBuilder latin = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < 128) {
                latin.appendCodePoint(c);
            } else {
                latin.append(' ')
                        .append(CHARACTERS.computeIfAbsent(c, Pinyin::read))
                        .append(' ');
            }
        });
        List<String> syllables = new ArrayList<>();
        for (String part : latin.toString().split("[^a-z0-9]+", -1)) {
            if (!part.isEmpty()) {
                syllables.add(part);
            }
        }
        return syllables;
    }

    private static String read(int character) {
        return Han.TO_LATIN.transliterate(Character.toString(character)).toLowerCase(Locale.ROOT);
    }

    /** Built at first use only: the rules are large and most starts of the application read no new names. */
    private static final class Han {
        static final Transliterator TO_LATIN = Transliterator.getInstance("Han-Latin; Latin-ASCII");
    }
}
