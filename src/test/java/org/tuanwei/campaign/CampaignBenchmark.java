package org.tuanwei.campaign;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.demo.SharedData;
import org.tuanwei.security.Viewers;
import java.io.*;
import java.nio.file.*;
import java.util.UUID;

@EngineTest
class CampaignBenchmark {
    @Autowired CampaignService service;
    @Autowired CampaignRunner runner;
    @Autowired RegistryImport registry;
    @Autowired TestPeople people;
    @Autowired Viewers viewers;

    @Test
    void measure() throws Exception {
        java.util.Map<String,String> units = new java.util.HashMap<>();
        SharedData.rows("university_league_unit.csv").forEach(r -> units.put(r[0], r[2]));
        StringBuilder csv = new StringBuilder("moe_code,name,province,city,level,department,note,school_type,league_unit,former_names\n");
        SharedData.rows("universities-2025.csv").forEach(r -> csv.append(String.join(",", r)).append(",").append(units.get(r[0])).append(",\n"));
        registry.load(new StringReader(csv.toString()), "test");
        for (int i = 0; i < 2; i++) {
        String user = people.of("centre-staff");
        long start = System.nanoTime();
        long id = people.as("centre-staff", () -> service.open(viewers.of(user), new Scope(null, null, false), "全国", "", UUID.randomUUID().toString()));
        long planned = System.nanoTime();
        runner.run(id);
        System.out.println("BENCH post " + (planned - start) / 1_000_000 + " ms, run " + (System.nanoTime() - planned) / 1_000_000 + " ms");
        }
    }
}
