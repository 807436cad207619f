package org.tuanwei.activityplatform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.activitycounts.Count;
import org.tuanwei.activitycounts.Count.Numbers;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.CountSource;
import org.tuanwei.activitycounts.CountedAccounts;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.activitycounts.Week;

/** Asks the platform page by page for a unit's week; what is not as agreed is refused whole, in words. */
class PlatformConnector implements CountSource {

    private static final int MOST_PAGES = 2_000;
    private static final int LARGEST_PAGE = 5_000_000;

    /** One account as the platform tells it. */
    private record Told(
            @Nullable String qq,
            @Nullable Integer originals,
            @Nullable Integer reposts,
            @Nullable String lastPostOn,
            @Nullable Boolean avatar) {}

    /** One page of the answer; {@code next} leads to the next one. */
    private record Page(
            @Nullable List<@Nullable Told> accounts,
            @Nullable String next) {}

    private final PlatformProperties properties;
    private final String address;
    private final Counts counts;
    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final HttpClient http;

    PlatformConnector(PlatformProperties properties, Counts counts, JdbcClient jdbc, ObjectMapper json) {
        this.properties = properties;
        this.address = properties.requireUrl().toString().replaceFirst("/+$", "");
        this.counts = counts;
        this.jdbc = jdbc;
        this.json = json;
        this.http = HttpClient.newBuilder().connectTimeout(properties.timeout()).build();
    }

    @Override
    public void fetch(String unitCode, Week week) throws PlatformSilent {
        Map<String, Numbers> told = new HashMap<>();
        String after = "";
        long began = System.nanoTime();
        for (int page = 0; page < MOST_PAGES; page++) {
            Page answer = read(ask(unitCode, week, after));
            for (@Nullable Told one : answer.accounts() == null ? List.<@Nullable Told>of() : answer.accounts()) {
                take(one, told);
            }
            String next = answer.next();
            if (next == null || next.isEmpty()) {
                store(unitCode, week, told);
                return;
            }
            if (System.nanoTime() - began > properties.longest().toNanos()) {
                throw new PlatformSilent("平台没有在 " + properties.longest().toSeconds() + " 秒内答完，没有采用");
            }
            after = next;
        }
        throw new PlatformSilent("平台的回答超过 " + MOST_PAGES + " 页，没有采用");
    }

    private byte[] ask(String unitCode, Week week, String after) throws PlatformSilent {
        URI page = URI.create(address + "/weeks/" + week.code() + "/accounts?unit=" + unitCode
                + (after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8)));
        HttpRequest request = HttpRequest.newBuilder(page)
                .timeout(properties.timeout())
                .header("Authorization", "Bearer " + properties.token())
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new PlatformSilent("平台回答 " + answer.statusCode());
                }
                byte[] content = whole(body);
                if (content.length > LARGEST_PAGE) {
                    throw new PlatformSilent("平台的一页回答超过 5 MB，没有采用");
                }
                return content;
            }
        } catch (IOException unreachable) {
            throw new PlatformSilent("平台没有回答：" + unreachable.getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PlatformSilent("取数被中断");
        }
    }

    /** The request's own timeout ends with the headers; a body that only trickles in would hold the check for ever. */
    private byte[] whole(InputStream body) throws IOException, InterruptedException, PlatformSilent {
        CompletableFuture<byte[]> reading = CompletableFuture.supplyAsync(() -> {
            try {
                return body.readNBytes(LARGEST_PAGE + 1);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
        try {
            return reading.get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            // closing the body, as the caller does, ends the reading too
            throw new PlatformSilent("平台没有在 " + properties.timeout().toSeconds() + " 秒内送完一页");
        } catch (ExecutionException broken) {
            throw new IOException(broken.getCause());
        }
    }

    private Page read(byte[] content) throws PlatformSilent {
        try {
            Page page = json.readValue(new String(content, StandardCharsets.UTF_8), Page.class);
            if (page != null) {
                return page;
            }
        } catch (JsonProcessingException other) {
            // said below: a text that holds nothing is no better
        }
        throw new PlatformSilent("平台的回答不是约定的格式");
    }

    private static void take(@Nullable Told one, Map<String, Numbers> told) throws PlatformSilent {
        if (one == null) {
            throw new PlatformSilent("平台的回答不是约定的格式");
        }
        String qq = one.qq();
        Integer originals = one.originals();
        Integer reposts = one.reposts();
        Boolean avatar = one.avatar();
        if (qq == null || originals == null || reposts == null || avatar == null) {
            throw new PlatformSilent("平台的回答缺少 qq、originals、reposts 或 avatar");
        }
        if (originals < 0 || originals > Count.MOST || reposts < 0 || reposts > Count.MOST) {
            throw new PlatformSilent("平台的回答里 " + qq + " 的条数不在 0 至 " + Count.MOST + " 之间");
        }
        try {
            String last = one.lastPostOn();
            told.put(qq, new Numbers(originals, reposts, last == null ? null : LocalDate.parse(last), avatar));
        } catch (DateTimeParseException noDay) {
            throw new PlatformSilent("平台的回答里 " + qq + " 的 lastPostOn 不是日期");
        }
    }

    /** Only accounts of this unit that take part in the week; the platform may know more. */
    private void store(String unitCode, Week week, Map<String, Numbers> told) {
        record Known(long id, String qq) {}
        List<Known> known = new ArrayList<>(jdbc.sql("select o.id, f.qq_number" + CountedAccounts.TAKING_PART
                        + " and o.unit_code = :unit and f.qq_number is not null")
                .param("begins", Timestamp.from(week.begins()))
                .param("unit", unitCode)
                .query((row, n) -> new Known(row.getLong(1), row.getString(2)))
                .list());
        for (Known account : known) {
            Numbers numbers = told.get(account.qq());
            if (numbers != null) {
                counts.add(account.id(), week, Source.CONNECTOR, numbers, null);
            }
        }
    }
}
