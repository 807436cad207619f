package org.tuanwei.duedate;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Every open task has its deadline, so the list of tasks and the list of deadlines are one. */
@Controller
class TasksController {

    @GetMapping("/tasks")
    String tasks(HttpServletRequest request) {
        String query = request.getQueryString();
        return "redirect:/deadlines" + (query == null ? "" : "?" + query);
    }
}
