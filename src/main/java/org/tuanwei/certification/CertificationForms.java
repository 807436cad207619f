package org.tuanwei.certification;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tuanwei.activity.ActivityRecord;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.web.Formats;

/** One form for each level that decides. */
@Configuration(proxyBeanMethods = false)
class CertificationForms {

    @Bean
    DecideForm.Sources certificationSources(
            CertificationService service,
            Certifications certifications,
            Eligibility eligibility,
            ActivityRecord activity,
            CaseFiles cases,
            Formats formats) {
        return new DecideForm.Sources(service, certifications, eligibility, activity, cases, formats);
    }

    @Bean
    TaskForm certificationRecommendForm(DecideForm.Sources sources) {
        return new DecideForm(CertificationProcess.RECOMMEND, Step.RECOMMEND, sources);
    }

    @Bean
    TaskForm certificationReviewForm(DecideForm.Sources sources) {
        return new DecideForm(CertificationProcess.REVIEW, Step.REVIEW, sources);
    }

    @Bean
    TaskForm certificationCertifyForm(DecideForm.Sources sources) {
        return new DecideForm(CertificationProcess.CERTIFY, Step.CERTIFY, sources);
    }

    @Bean
    TaskForm certificationRecheckForm(DecideForm.Sources sources) {
        return new DecideForm(CertificationProcess.RECHECK, Step.RECHECK, sources);
    }
}
