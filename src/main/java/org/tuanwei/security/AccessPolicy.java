package org.tuanwei.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.tuanwei.security.Access.Scope;
import org.tuanwei.security.Access.Verb;

/** Reads {@code access.csv}, the one table of who may what, and answers for a viewer and an object. */
@Component
public class AccessPolicy {

    /**
     * The place of an object in the tree.
     *
     * @param schoolCode the school, also of a branch; null for a unit's own objects
     * @param atPartner whether it waits for the partner or has a problem with it
     */
    public record Target(String unitCode, @Nullable String schoolCode, boolean branch, boolean atPartner) {}

    private final Map<Subject, Map<Role, Access>> table = new EnumMap<>(Subject.class);

    AccessPolicy() {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new ClassPathResource("access.csv").getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            String[] head = lines.get(0).split(",");
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",");
                Map<Role, Access> row = new EnumMap<>(Role.class);
                for (int column = 1; column < cells.length; column++) {
                    row.put(name(Role.class, head[column]), Access.parse(cells[column]));
                }
                table.put(name(Subject.class, cells[0]), row);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The cell of the table. */
    public Access cell(Subject subject, Role role) {
        return Objects.requireNonNull(
                Objects.requireNonNull(table.get(subject), () -> "access.csv 缺少 " + subject)
                        .get(role),
                () -> "access.csv 缺少 " + subject + " × " + role);
    }

    /** The most he may with this object, over all his roles. */
    public Verb verb(Viewer viewer, Subject subject, Target target) {
        Verb strongest = Verb.NONE;
        for (Role role : viewer.roles()) {
            Access access = cell(subject, role);
            if (access.verb().compareTo(strongest) > 0 && covers(viewer, role, access.scope(), target)) {
                strongest = access.verb();
            }
        }
        return strongest;
    }

    /** The most he may with any object of this kind; for menus and page doors. */
    public Verb anyVerb(Viewer viewer, Subject subject) {
        return viewer.roles().stream()
                .map(role -> cell(subject, role).verb())
                .max(Verb::compareTo)
                .orElse(Verb.NONE);
    }

    /** @throws NotVisible where he sees nothing of it */
    public Verb requireSee(Viewer viewer, Subject subject, Target target, String object) {
        Verb verb = verb(viewer, subject, target);
        if (verb == Verb.NONE) {
            throw new NotVisible(object);
        }
        return verb;
    }

    /** @throws NotVisible where he sees nothing of it; @throws NotAllowed where he only sees it */
    public void requireDo(Viewer viewer, Subject subject, Target target, String object) {
        if (requireSee(viewer, subject, target, object) != Verb.DO) {
            throw new NotAllowed("您只能查看" + object + "，不能办理");
        }
    }

    private static boolean covers(Viewer viewer, Role role, Scope scope, Target target) {
        return switch (scope) {
            case ALL -> true;
            case BRANCHES -> target.branch();
            case STEP -> target.atPartner();
            case OWN ->
                switch (role) {
                    case SCHOOL -> target.schoolCode() != null && viewer.isSchool(target.schoolCode());
                    case PROVINCE_STAFF -> viewer.isProvinceStaff(target.unitCode());
                    case PROVINCE_LEAD -> viewer.isProvinceLead(target.unitCode());
                    case SUPERVISOR -> viewer.isSupervisor(target.unitCode());
                    default -> true;
                };
        };
    }

    private static <E extends Enum<E>> E name(Class<E> type, String text) {
        return Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
