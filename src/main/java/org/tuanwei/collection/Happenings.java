package org.tuanwei.collection;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** What happened to a unit's table and to its rows, written once; without personal data. */
@Repository
class Happenings {

    /** Kinds of it, with the words for the page. */
    enum What {
        OPENED("开启报送"),
        ARRANGED("安排本省报送"),
        ARRANGED_BY_SYSTEM("逾期未安排，系统按本轮日期通知学校"),
        ASKED("请学校填报"),
        URGED("催办"),
        SCHOOL_ADDED("名册新增，列入本轮"),
        FILLED("学校填报"),
        CONFIRMED("学校确认"),
        SUPPLIED("省级填报"),
        CONFLICT("省级填报与学校确认不一致，以学校为准"),
        CONFLICT_SETTLED("核对完毕，采用学校确认的信息"),
        IMPORTED("导入工作簿"),
        ROW_RETURNED("退回学校"),
        ROW_RETURNED_BY_CENTRE("中央退回本行"),
        OBJECTED("中央对本行提出意见"),
        OBJECTION_WITHDRAWN("中央撤回对本行的意见"),
        EXEMPTED("经批准豁免"),
        CHECKED("提交负责人审核"),
        SENT_BACK("负责人退回修改"),
        APPROVED("负责人同意报送"),
        SUBMITTED("已报送"),
        MAILED_AGAIN("重新寄送工作簿"),
        RETURNED("中央退回"),
        ACCEPTED("中央采用"),
        PROVIDED("提供腾讯公司"),
        RECEIVED("腾讯公司已接收"),
        ARCHIVED("归档"),
        OVERDUE("逾期未报，转督办"),
        CANCELLED("撤销报送");

        private final String label;

        What(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** One of them. */
    record Happening(
            Instant at,
            What what,
            String actorName,
            String detail,
            @Nullable String schoolName) {}

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Clock clock;

    Happenings(JdbcClient jdbc, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.clock = clock;
    }

    void tell(long collectionId, What what, String detail) {
        tell(collectionId, null, what, detail);
    }

    void tell(SchoolRow row, What what, String detail) {
        tell(row.collectionId(), row.id(), what, detail);
    }

    private void tell(long collectionId, @Nullable Long rowId, What what, String detail) {
        Optional<Viewer> actor = viewers.currentOrNone();
        jdbc.sql("""
                        insert into collection_event (collection_id, row_id, at, kind, actor_id, actor_name, detail)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        collectionId,
                        rowId,
                        Timestamp.from(clock.instant()),
                        what.name(),
                        actor.map(Viewer::userId).orElse("system"),
                        actor.map(Viewer::displayName).orElse("系统"),
                        detail)
                .update();
    }

    /** Of the table as a whole, the newest first. */
    List<Happening> ofCollection(long collectionId) {
        return list("e.collection_id = ? and e.row_id is null", collectionId);
    }

    List<Happening> ofRow(long rowId) {
        return list("e.row_id = ?", rowId);
    }

    /** When the unit's schools were urged last. */
    Optional<Instant> lastUrged(long collectionId) {
        return jdbc.sql("select max(at) from collection_event where collection_id = ? and kind = 'URGED'")
                .param(collectionId)
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    private List<Happening> list(String where, long id) {
        return jdbc.sql("""
                        select e.at, e.kind, e.actor_name, e.detail, o.name from collection_event e
                            left join collection_row r on r.id = e.row_id
                            left join organization o on o.id = r.organization_id
                        where\s""" + where + " order by e.id desc limit 200")
                .param(id)
                .query((row, n) -> new Happening(
                        row.getTimestamp(1).toInstant(),
                        What.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }
}
