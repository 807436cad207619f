package org.tuanwei.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tuanwei.figures.Snapshots;
import org.tuanwei.organization.RegistryImport;

/** Fills a new database: registry and the main people before the first page is served, the rest right after. */
@ConditionalOnProperty("tuanwei.development")
@Component
@Order(5)
class DemoStart implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(DemoStart.class);

    private final RegistryImport registry;
    private final DemoPeople people;
    private final DemoCases cases;
    private final DemoRound round;
    private final DemoLists lists;
    private final DemoSupervisions supervisions;
    private final DemoFigures figures;
    private final DemoActivity activity;
    private final DemoMicrospaces microspaces;
    private final DemoCertifications certifications;
    private final Snapshots snapshots;
    private final DemoDates dates;
    private final DemoFailure failure;

    DemoStart(
            RegistryImport registry,
            DemoPeople people,
            DemoCases cases,
            DemoRound round,
            DemoLists lists,
            DemoSupervisions supervisions,
            DemoFigures figures,
            DemoActivity activity,
            DemoMicrospaces microspaces,
            DemoCertifications certifications,
            Snapshots snapshots,
            DemoDates dates,
            DemoFailure failure) {
        this.registry = registry;
        this.people = people;
        this.cases = cases;
        this.round = round;
        this.lists = lists;
        this.supervisions = supervisions;
        this.figures = figures;
        this.activity = activity;
        this.microspaces = microspaces;
        this.certifications = certifications;
        this.snapshots = snapshots;
        this.dates = dates;
        this.failure = failure;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        new DemoRegistry(registry).load(DemoSettings.get("TUANWEI_DEMO_REGISTRY", ""));
        people.provideFirst();
    }

    @EventListener(ApplicationReadyEvent.class)
    void fill() {
        Thread filling = new Thread(
                () -> {
                    try {
                        if (DemoSettings.cases()) {
                            figures.provide();
                            activity.provide();
                            // before the system itself asks for the last month
                            microspaces.provide();
                        }
                        people.provideOthers();
                        if (DemoSettings.cases()) {
                            cases.provide();
                            round.provide();
                            lists.provide();
                            dates.provide();
                            supervisions.provide();
                            certifications.provide();
                            failure.provide();
                            snapshots.catchUp();
                        }
                    } catch (RuntimeException failed) {
                        log.error("The demo cases could not be made", failed);
                    }
                },
                "demo-cases");
        filling.setDaemon(true);
        filling.start();
    }
}
