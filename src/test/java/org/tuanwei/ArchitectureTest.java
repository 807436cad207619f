package org.tuanwei;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

/** The rules of the house that a machine can hold: who may import whom, and what nobody may. */
@AnalyzeClasses(packages = "org.tuanwei", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theEngineIsKnownOnlyAtItsDoors = noClasses()
            .that()
            .resideOutsideOfPackages("org.tuanwei.engine..", "org.tuanwei.security..")
            .and()
            .haveSimpleNameNotEndingWith("Process")
            .and()
            .haveSimpleNameNotEndingWith("Steps")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..");

    @ArchTest
    static final ArchRule onlyTheModelsCallSteps = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Steps")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Steps");

    @ArchTest
    static final ArchRule workbooksAreReadAndWrittenInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("org.tuanwei.spreadsheet..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.poi..");

    @ArchTest
    static final ArchRule controllersAreNobodysBusiness = classes()
            .that()
            .areAnnotatedWith(Controller.class)
            .or()
            .areAnnotatedWith(RestController.class)
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields().should().beAnnotatedWith(Autowired.class);

    @ArchTest
    static final ArchRule nobodyPrintsToTheConsole =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");
}
