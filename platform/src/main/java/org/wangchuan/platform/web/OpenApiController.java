package org.wangchuan.platform.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;

/** The description of the Station API, for whoever builds a station or looks at what one may say. The tests hold it against every answer. */
@RestController
class OpenApiController {
    private static final String FILE = "openapi/station-v1.json";

    @Access(To.ANYONE)
    @GetMapping(path = "/api/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok(new ClassPathResource(FILE));
    }
}
