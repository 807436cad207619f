package org.tuanwei.engine;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.ibatis.builder.xml.XMLConfigBuilder;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.apache.ibatis.transaction.managed.ManagedTransactionFactory;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ReflectUtil;
import org.jspecify.annotations.Nullable;

/**
 * The engine's statements, which it otherwise reads for four seconds while nothing else goes on: read from the first
 * moment of the process, beside Spring and the migrations.
 */
public final class EngineMappings {

    private static final AtomicReference<@Nullable CompletableFuture<Configuration>> READ = new AtomicReference<>();

    private EngineMappings() {}

    /** Begins to read them; for the one engine that this process starts. */
    public static void readAhead() {
        CompletableFuture<Configuration> reading = new CompletableFuture<>();
        READ.set(reading);
        Thread reader = new Thread(() -> reading.completeAsync(EngineMappings::read, Runnable::run), "engine-mappings");
        reader.setDaemon(true);
        reader.start();
    }

    /** Gives the engine what was read; without {@link #readAhead()}, or for a second engine, it reads for itself. */
    static void give(ProcessEngineConfigurationImpl engine) {
        CompletableFuture<Configuration> reading = READ.getAndSet(null);
        if (reading == null) {
            return;
        }
        Configuration statements = reading.join();
        statements.setEnvironment(new Environment("default", new ManagedTransactionFactory(), engine.getDataSource()));
        statements.setDefaultStatementTimeout(engine.getJdbcStatementTimeout());
        statements.setDefaultExecutorType(engine.isJdbcBatchProcessing() ? ExecutorType.BATCH : ExecutorType.SIMPLE);
        engine.setSqlSessionFactory(new DefaultSqlSessionFactory(statements));
    }

    private static Configuration read() {
        Properties properties = new Properties();
        properties.put("prefix", "");
        ProcessEngineConfigurationImpl.initSqlSessionFactoryProperties(properties, "", "postgres");
        try (Reader mappings = new InputStreamReader(
                ReflectUtil.getResourceAsStream(ProcessEngineConfigurationImpl.DEFAULT_MYBATIS_MAPPING_FILE),
                StandardCharsets.UTF_8)) {
            return new XMLConfigBuilder(mappings, "", properties).parse();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
