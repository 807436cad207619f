package org.tuanwei.supervision;

import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tuanwei.engine.MessageTaker;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/**
 * What other processes ask of supervision. {@code supervision.opened}: {@code organizationCode}, {@code lapse} and, where
 * there is more to say, {@code lapseText}, or {@code taskName} for a task that is late, and {@code supervisedBy}
 * {@code CN} where the centre is to supervise whatever level it is; {@code supervision.mended}: nothing more. The
 * business key of the sender names the lapse, so that the same is noted once and is found again when it is mended; a late
 * task is mended when it is done.
 */
@Configuration(proxyBeanMethods = false)
class SupervisionMessages {

    private interface Take {
        boolean take(MessageTaker.Undelivered message);
    }

    @Bean
    MessageTaker supervisionOpenedTaker(SupervisionOpening opening, Organizations organizations) {
        return taker(SupervisionProcess.OPENED, message -> {
            Optional<Organization> organization = organizations
                    .byCode(text(message.variables(), "organizationCode", message.tenantId()))
                    .filter(one -> one.isUnit() || one.isSchool() || one.isBranch())
                    .filter(Organization::isActive);
            String task = text(message.variables(), "taskName", "");
            organization.ifPresent(one -> opening.open(
                    one,
                    LapseKind.ofCode(text(message.variables(), "lapse", lapseOf(message.businessKey()))),
                    task.isEmpty() ? message.businessKey() : Lapse.ofTask(message.businessKey(), task),
                    text(message.variables(), "lapseText", task),
                    Organization.CENTRE_CODE.equals(text(message.variables(), "supervisedBy", ""))));
            return organization.isPresent();
        });
    }

    /** Messages queued by earlier releases hold no facts; only the round of the contact table sent any. */
    private static String lapseOf(String businessKey) {
        return businessKey.startsWith("collection-") ? "collectionOverdue" : "other";
    }

    @Bean
    MessageTaker supervisionMendedTaker(SupervisionEndings endings) {
        return taker(SupervisionProcess.MENDED, message -> endings.mended(message.businessKey()));
    }

    private static MessageTaker taker(String name, Take take) {
        return new MessageTaker() {
            @Override
            public String message() {
                return name;
            }

            @Override
            public boolean take(Undelivered message) {
                return take.take(message);
            }
        };
    }

    private static String text(Map<String, Object> variables, String name, String otherwise) {
        Object value = variables.get(name);
        return value == null ? otherwise : value.toString();
    }
}
