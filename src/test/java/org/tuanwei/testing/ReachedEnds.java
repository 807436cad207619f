package org.tuanwei.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notes at the end of a test process which end events its tests have reached, for the test that comes after them all. The
 * processes of one run are numbered; each has a note of its own.
 */
public final class ReachedEnds implements DisposableBean {

    private static final Path NOTES = Path.of("target", "reached-ends");
    private static final Path NOTE = NOTES.resolve(System.getProperty("tuanwei.test.process", "0") + ".txt");

    private final JdbcClient jdbc;

    /** A new run begins: what an earlier one reached does not count. */
    ReachedEnds(JdbcClient jdbc) throws IOException {
        this.jdbc = jdbc;
        Files.createDirectories(NOTES);
        Files.deleteIfExists(NOTE);
    }

    @Override
    public void destroy() throws IOException {
        List<String> reached = jdbc.sql("""
                        select distinct proc_def_key_ || '.' || act_id_ from public.act_hi_actinst
                        where act_type_ like '%EndEvent' and end_time_ is not null
                        """).query(String.class).list();
        Files.write(NOTE, reached, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What the last run reached, as {@code process.EndEvent_Name}; empty where there was none. */
    public static Set<String> ofLastRun() throws IOException {
        Set<String> reached = new TreeSet<>();
        if (Files.isDirectory(NOTES)) {
            try (DirectoryStream<Path> notes = Files.newDirectoryStream(NOTES)) {
                for (Path note : notes) {
                    reached.addAll(Files.readAllLines(note));
                }
            }
        }
        return reached;
    }

    /** All that the models have. */
    public static Set<String> ofModels() {
        return Models.processIds().stream()
                .flatMap(process -> Models.ends(process).stream().map(end -> process + "." + end))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
