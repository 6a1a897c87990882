package org.wangchuan.cli.station;

import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.agent.LaneState;

/** Lanes as the Station API has them. */
final class LaneJson {
    private LaneJson() {}

    static JsonValue.Obj of(List<LaneState> lanes) {
        return Json.object()
                .put(
                        "lanes",
                        new JsonValue.Array(
                                lanes.stream().<JsonValue>map(LaneJson::of).toList()))
                .build();
    }

    private static JsonValue.Obj of(LaneState lane) {
        Json.Builder out = Json.object()
                .put("lane", lane.lane())
                .put("model", lane.model().orElse(""))
                .put("serial", lane.serial())
                .put("capacityBytes", lane.capacityBytes())
                .put("medium", lane.medium())
                .put("isReady", lane.isReady())
                .put("obstacles", obstacles(lane.obstacles()))
                .put("plan", plan(lane.plan()))
                .put("estimateSeconds", lane.estimateSeconds());
        lane.bus().ifPresent(bus -> out.put("bus", bus));
        if (!lane.rules().isEmpty()) {
            out.put(
                    "rules",
                    new JsonValue.Array(
                            lane.rules().stream().<JsonValue>map(LaneJson::of).toList()));
        }
        return out.build();
    }

    private static JsonValue.Obj of(LaneState.Rules rules) {
        Json.Builder out = Json.object()
                .put("policy", rules.policy())
                .put("isMet", rules.isMet())
                .put("obstacles", obstacles(rules.obstacles()))
                .put("plan", plan(rules.plan()))
                .put("estimateSeconds", rules.estimateSeconds());
        if (!rules.versions().isEmpty()) {
            out.put(
                    "versions",
                    new JsonValue.Array(rules.versions().stream()
                            .<JsonValue>map(JsonValue.Whole::new)
                            .toList()));
        }
        if (!rules.earlier().isEmpty()) {
            out.put(
                    "earlier",
                    new JsonValue.Array(rules.earlier().stream()
                            .<JsonValue>map(LaneJson::of)
                            .toList()));
        }
        return out.build();
    }

    private static JsonValue.Array obstacles(List<LaneState.Obstacle> obstacles) {
        return new JsonValue.Array(obstacles.stream()
                .<JsonValue>map(obstacle ->
                        text(obstacle.text()).put("code", obstacle.code()).build())
                .toList());
    }

    private static JsonValue.Array plan(List<BilingualText> plan) {
        return new JsonValue.Array(
                plan.stream().<JsonValue>map(step -> text(step).build()).toList());
    }

    private static Json.Builder text(BilingualText text) {
        return Json.object().put("en", text.en()).put("zh", text.zh());
    }
}
