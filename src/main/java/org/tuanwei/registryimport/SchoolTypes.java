package org.tuanwei.registryimport;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells the four types of the notice (I6) from what the ministry's list says; a person may put it right afterwards. */
final class SchoolTypes {

    static final List<String> ALL = List.of("普通高校", "高职学校", "民办高校", "独立学院");

    private static final int SHORTEST_PARENT = 4;

    private final Set<String> institutions = new HashSet<>();

    /** @param names of all schools of the list: an independent college bears the name of another one of them */
    SchoolTypes(List<String> names) {
        names.stream()
                .filter(name -> name.endsWith("大学") || name.endsWith("学院"))
                .forEach(institutions::add);
    }

    String of(String name, String level, String note) {
        if (level.equals("本科") && note.equals("民办") && bearsAnothersName(name)) {
            return "独立学院";
        }
        if (note.startsWith("民办")) {
            return "民办高校";
        }
        return level.equals("专科") ? "高职学校" : "普通高校";
    }

    private boolean bearsAnothersName(String name) {
        if (!name.endsWith("学院") && !name.endsWith("分校")) {
            return false;
        }
        for (int end = SHORTEST_PARENT; end <= name.length() - 2; end++) {
            if (institutions.contains(name.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
