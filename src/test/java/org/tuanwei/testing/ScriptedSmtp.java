package org.tuanwei.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A mail server on a real socket that misbehaves on order, at exactly the stage a test names. */
public final class ScriptedSmtp implements AutoCloseable {

    /** What the server is asked for when it may misbehave; CONTENT is the final answer after the dot. */
    public enum Stage {
        GREETING("220 scripted.example ESMTP"),
        EHLO("250 scripted.example"),
        MAIL("250 2.1.0 ok"),
        RCPT("250 2.1.5 ok"),
        DATA("354 go ahead"),
        CONTENT("250 2.0.0 taken"),
        QUIT("221 bye");

        private final String normal;

        Stage(String normal) {
            this.normal = normal;
        }
    }

    /** A mail whose content arrived whole, whatever was answered to it. */
    public record Received(String sender, String recipient, String content, boolean acknowledged) {

        /** The value of a header on one line, empty when absent. */
        public String header(String name) {
            return content.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    private static final String CUT = "<cut>";
    private static final String TARPIT = "<tarpit>";
    private static final String HOLD = "<hold>";

    private final ServerSocket server;
    private final Map<Stage, Deque<String>> script = new EnumMap<>(Stage.class);
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);

    public ScriptedSmtp() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Stage stage : Stage.values()) {
            script.put(stage, new ConcurrentLinkedDeque<>());
        }
        start("scripted-smtp", this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The next times the stage is reached, these replies are given, then the normal one again. */
    public ScriptedSmtp answer(Stage stage, String... replies) {
        planned(stage).addAll(List.of(replies));
        return this;
    }

    /** The next time the stage is reached, the connection is cut instead of an answer. */
    public ScriptedSmtp cutAt(Stage stage) {
        return answer(stage, CUT);
    }

    /** The next time the stage is reached, the answer drips for ever, each byte in time for any read time-out. */
    public ScriptedSmtp tarpitAt(Stage stage) {
        return answer(stage, TARPIT);
    }

    /** The next time the stage is reached, the server waits for {@link #release()} before its normal answer. */
    public ScriptedSmtp holdAt(Stage stage) {
        return answer(stage, HOLD);
    }

    /** Waits until a conversation stands at a hold. */
    public void awaitHeld() throws InterruptedException {
        held.await();
    }

    public void release() {
        release.countDown();
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public List<Received> acknowledged() {
        return received.stream().filter(Received::acknowledged).toList();
    }

    @Override
    public void close() {
        try {
            release.countDown();
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Deque<String> planned(Stage stage) {
        return Objects.requireNonNull(script.get(stage));
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                start("scripted-smtp-conversation", () -> converse(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            if (!replied(out, Stage.GREETING)) {
                return;
            }
            String sender = "";
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "EHLO", "HELO" -> replied(out, Stage.EHLO);
                    case "MAIL" -> {
                        sender = line;
                        replied(out, Stage.MAIL);
                    }
                    case "RCPT" -> {
                        recipient = line;
                        replied(out, Stage.RCPT);
                    }
                    case "DATA" -> {
                        if (replied(out, Stage.DATA)) {
                            take(in, out, sender, recipient);
                        }
                    }
                    case "QUIT" -> {
                        replied(out, Stage.QUIT);
                        return;
                    }
                    default -> send(out, "250 ok");
                }
            }
        } catch (IOException e) {
            // a broken conversation is what this server is for
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(BufferedReader in, OutputStream out, String sender, String recipient)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            lines.add(line.startsWith("..") ? line.substring(1) : line);
        }
        String next = planned(Stage.CONTENT).peek();
        boolean acknowledged = next == null || next.startsWith("2") || next.equals(HOLD);
        received.add(new Received(sender, recipient, String.join("\n", lines), acknowledged));
        replied(out, Stage.CONTENT);
    }

    /** Whether the answer lets the conversation go on with what the stage is about. */
    private boolean replied(OutputStream out, Stage stage) throws IOException, InterruptedException {
        String next = planned(stage).poll();
        String reply = next == null ? stage.normal : next;
        switch (reply) {
            case CUT -> throw new IOException("cut on order");
            case TARPIT -> {
                out.write((stage.normal.substring(0, 3) + "-").getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    out.write('z');
                    out.flush();
                    Thread.sleep(50);
                }
            }
            case HOLD -> {
                held.countDown();
                release.await();
                reply = stage.normal;
            }
            default -> {}
        }
        send(out, reply);
        return reply.charAt(0) == '2' || reply.charAt(0) == '3';
    }

    private static void send(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
