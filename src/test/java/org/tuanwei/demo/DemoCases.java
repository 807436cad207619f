package org.tuanwei.demo;

import org.springframework.stereotype.Component;

@Component
class DemoCases {
    void provide() {}
}
