package org.tuanwei.operation;

import java.util.List;

/** Why a step of the system failed, in words for people who do not read exceptions, and what helps. */
enum FailureReason {
    COLLISION(
            "几处同时办理同一案件，几次避让后仍没有完成",
            "直接重试即可。",
            "OptimisticLocking",
            "PessimisticLocking",
            "DeadlockLoser",
            "CannotAcquireLock"),
    DATABASE(
            "数据库连不上、太忙或没有及时答复",
            "确认数据库正常后重试。",
            "CannotGetJdbcConnection",
            "SQLTransientConnection",
            "QueryTimeout",
            "CannotCreateTransaction",
            "DataAccessResourceFailure"),
    NETWORK(
            "连不上对方的服务器，或对方没有及时答复",
            "确认网络和对方服务器正常后重试。",
            "ConnectException",
            "UnknownHost",
            "SocketTimeout",
            "MailConnect",
            "MailSend",
            "NoRouteToHost"),
    ADDRESS("邮箱或主题不合规，信没有写成", "请单位更正邮箱后重试。", "UnsafeMail", "AddressException"),
    DUPLICATE("与已有记录冲突：同一件事可能已经办过", "先到案件页核对；没有办过的，把技术细节交给开发人员。", "DuplicateKey", "DataIntegrityViolation"),
    MISSING(
            "缺少这一步要用的资料：可能没有填写，或已被撤销",
            "请到案件页补全资料，然后重试。",
            "NoSuchElement",
            "EmptyResultDataAccess",
            "NullPointer",
            "NotVisible"),
    REFUSED("资料不符合要求，这一步没有接受", "请到案件页更正资料，然后重试。", "FormRefused", "IllegalArgument"),
    RULES(
            "流程图、决策表与程序对不上：缺少变量或规则",
            "把技术细节交给开发人员，更正后重试。",
            "PropertyNotFound",
            "MethodNotFound",
            "Dmn",
            "Feel",
            "ELException"),
    FILES("文件读写失败", "检查磁盘空间和文件权限后重试。", "FileSystem", "NoSuchFile", "AccessDenied", "UncheckedIO"),
    MEMORY("内存不足", "请调大内存或减少一次处理的数量，然后重试。", "OutOfMemory", "StackOverflow"),
    UNKNOWN("程序遇到没有预料到的情况", "可以先重试一次；仍然失败的，把技术细节交给开发人员。");

    private final String sentence;
    private final String advice;
    private final List<String> signs;

    FailureReason(String sentence, String advice, String... signs) {
        this.sentence = sentence;
        this.advice = advice;
        this.signs = List.of(signs);
    }

    public String sentence() {
        return sentence;
    }

    public String advice() {
        return advice;
    }

    /** The reason that fits best. @param causes names of the exceptions, the root last: it decides before the others */
    static FailureReason of(List<String> causes) {
        for (int i = causes.size() - 1; i >= 0; i--) {
            String cause = causes.get(i).substring(causes.get(i).lastIndexOf('.') + 1);
            for (FailureReason reason : values()) {
                if (reason.signs.stream().anyMatch(cause::contains)) {
                    return reason;
                }
            }
        }
        return UNKNOWN;
    }
}
