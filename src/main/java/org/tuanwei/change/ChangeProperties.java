package org.tuanwei.change;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param ownDecision whether an approver may approve what he proposed himself; it is then marked */
@ConfigurationProperties("tuanwei.change")
record ChangeProperties(@DefaultValue("false") boolean ownDecision) {}
