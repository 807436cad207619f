package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds every model to bpmnlint's recommended rules and to what Camunda 7.24 executes, without one warning. */
class BpmnLintTest {

    private static final Path HOME = Path.of(".bpmnlint");

    @BeforeAll
    static void needsNode() throws Exception {
        boolean present = runs("node", "--version") && runs("npm", "--version");
        if (!present) {
            String message = "模型未经检查：找不到 Node.js 或 npm，请安装 Node.js 20 后重跑";
            System.err.println(message);
            assertThat(System.getenv("CI"))
                    .as("the build server must lint the models: " + message)
                    .isNotEqualTo("true");
            assumeTrue(false, message);
        }
        if (!Files.isDirectory(HOME.resolve("node_modules/bpmnlint"))) {
            Result install = run(HOME, List.of("npm", "ci", "--ignore-scripts"));
            assertThat(install.exitCode()).as(install.output()).isZero();
        }
    }

    @Test
    void everyModelPassesWithoutAWarning() throws Exception {
        Result lint = lint(models());

        assertThat(lint.output()).isEmpty();
        assertThat(lint.exitCode()).isZero();
    }

    @Test
    void aModelWithoutLabelsIsRefused(@TempDir Path folder) throws Exception {
        Path unlabelled = folder.resolve("avatar-setup.bpmn");
        String model = Files.readString(Path.of("processes", "avatar-setup.bpmn"));
        Files.writeString(unlabelled, model.replace("name=\"上传头像\"", ""));

        Result lint = lint(List.of(unlabelled));

        assertThat(lint.output()).contains("Task_Upload", "label-required");
        assertThat(lint.exitCode()).isNotZero();
    }

    private static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn"))
                    .sorted()
                    .toList();
        }
    }

    private static Result lint(List<Path> models) throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "node_modules/bpmnlint/bin/bpmnlint.js"));
        command.add("--max-warnings=0");
        models.forEach(model -> command.add(model.toAbsolutePath().toString()));
        return run(HOME, command);
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return run(Path.of("."), List.of(command)).exitCode() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static Result run(Path folder, List<String> command) throws IOException, InterruptedException {
        File output = File.createTempFile("bpmnlint", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("no answer within five minutes: " + command);
            }
            return new Result(
                    process.exitValue(),
                    Files.readString(output.toPath(), StandardCharsets.UTF_8).strip());
        } finally {
            Files.delete(output.toPath());
        }
    }

    private record Result(int exitCode, String output) {}
}
