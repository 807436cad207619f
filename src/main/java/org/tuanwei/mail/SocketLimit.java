package org.tuanwei.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds a whole conversation: read time-outs alone let a server drip a byte at a time for ever. When the time is up the
 * sockets are closed under the protocol's feet.
 */
public class SocketLimit extends SocketFactory implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SocketLimit.class);
    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mail-conversation-limit");
        thread.setDaemon(true);
        return thread;
    });

    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ScheduledFuture<?> end;
    private volatile boolean expired;

    /** Begins to count at once. */
    public SocketLimit(Duration limit) {
        end = WATCH.schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the time was up, which is why the conversation broke. */
    public boolean expired() {
        return expired;
    }

    @Override
    public void close() {
        end.cancel(false);
        closeAll();
    }

    private void expire() {
        expired = true;
        closeAll();
    }

    private void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                log.debug("a socket that cannot be closed is as good as closed", e);
            }
        }
    }

    private Socket watched(Socket socket) {
        sockets.add(socket);
        if (expired) {
            closeAll();
        }
        return socket;
    }

    @Override
    public Socket createSocket() {
        return watched(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return watched(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return watched(new Socket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return watched(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return watched(new Socket(address, port, localAddress, localPort));
    }
}
