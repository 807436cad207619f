package org.tuanwei.credential;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.opening.DataObjections;

/** Tells the opening what Tencent has against the data of a case, once the delivery has ended with that. */
@Component
class ObjectionsForOpening implements DataObjections {

    private final Objections objections;

    ObjectionsForOpening(Objections objections) {
        this.objections = objections;
    }

    @Override
    public Optional<DataObjections.Objection> latest(long caseId) {
        return objections
                .latest(caseId)
                .map(objection ->
                        new DataObjections.Objection(objection.kind().name(), objection.text(), objection.by()));
    }
}
