package org.tuanwei.engine;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.stereotype.Component;

/**
 * First migration: creates the engine's tables in {@code public} from the scripts of its own jar and lets the
 * application role, which owns nothing, work on them and on every table made later.
 */
@Component
class EngineSchema implements JavaMigration {

    private static final String SCRIPTS = "org/camunda/bpm/engine/db/create/activiti.postgres.create.%s.sql";
    private static final List<String> PARTS = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    private final String appRole;

    EngineSchema(@Value("${spring.flyway.placeholders.app_role}") String appRole) {
        if (!appRole.matches("[a-z_][a-z0-9_]*")) {
            throw new IllegalArgumentException("数据库应用角色名 " + appRole + " 不合规：只能用小写字母、数字和下划线");
        }
        this.appRole = appRole;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("001");
    }

    @Override
    public String getDescription() {
        return "engine 7.24";
    }

    @Override
    public Integer getChecksum() {
        return 724;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws Exception {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement()) {
            for (String schema : List.of("public", "tuanwei")) {
                statement.execute("grant usage on schema " + schema + " to " + appRole);
                statement.execute("alter default privileges in schema " + schema
                        + " grant select, insert, update, delete on tables to " + appRole);
                statement.execute("alter default privileges in schema " + schema
                        + " grant usage, select on sequences to " + appRole);
            }
            statement.execute("set search_path to public");
            for (String part : PARTS) {
                ScriptUtils.executeSqlScript(connection, new ClassPathResource(SCRIPTS.formatted(part)));
            }
            statement.execute("set search_path to tuanwei");
        }
    }
}
