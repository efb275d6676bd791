package io.rackledger.ledger.dcb;

import io.rackledger.format.Criterion;
import io.rackledger.format.Tag;
import io.rackledger.ledger.dcb.World.Command;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A course takes so many students, and a student five courses: a rule about two entities at once. */
@ExtendWith(SharedLedger.class)
class CourseSubscriptionsTest {
    private static final String DEFINED = "CourseDefined";
    private static final String CHANGED = "CourseCapacityChanged";
    private static final String SUBSCRIBED = "StudentSubscribedToCourse";
    private static final int MOST_COURSES = 5;

    private final World world;

    CourseSubscriptionsTest(World world) {
        this.world = world;
    }

    private static Tag course(String id) {
        return new Tag("course", id);
    }

    private static Tag student(String id) {
        return new Tag("student", id);
    }

    private static Fact defined(String course, int capacity) {
        return Fact.of(DEFINED, "course", course, "capacity", String.valueOf(capacity))
                .about(course(course));
    }

    private static Fact changed(String course, int capacity) {
        return Fact.of(CHANGED, "course", course, "capacity", String.valueOf(capacity))
                .about(course(course));
    }

    private static Fact subscribed(String student, String course) {
        return Fact.of(SUBSCRIBED, "student", student, "course", course).about(student(student), course(course));
    }

    private static Command define(String course, int capacity) {
        return new Command(List.of(Criterion.of(Set.of(DEFINED), Set.of(course(course)))), read -> {
            refuseIf(!read.isEmpty(), "course-exists");
            return defined(course, capacity);
        });
    }

    private static Command changeCapacity(String course, int capacity) {
        return new Command(List.of(Criterion.of(Set.of(DEFINED, CHANGED), Set.of(course(course)))), read -> {
            refuseIf(read.isEmpty(), "unknown-course");
            refuseIf(capacity(read) == capacity, "same-capacity");
            return changed(course, capacity);
        });
    }

    private static Command subscribe(String student, String course) {
        List<Criterion> criteria = List.of(
                Criterion.of(Set.of(DEFINED, CHANGED, SUBSCRIBED), Set.of(course(course))),
                Criterion.of(Set.of(SUBSCRIBED), Set.of(student(student))));
        return new Command(criteria, read -> {
            List<Map<String, String>> subscriptions = read.stream()
                    .filter(fact -> fact.type().equals(SUBSCRIBED))
                    .map(Fact::data)
                    .toList();
            long students = count(subscriptions, "course", course);
            refuseIf(read.stream().allMatch(fact -> fact.type().equals(SUBSCRIBED)), "unknown-course");
            refuseIf(students >= capacity(read), "fully-booked");
            refuseIf(subscriptions.contains(subscribed(student, course).data()), "subscribed-already");
            refuseIf(count(subscriptions, "student", student) >= MOST_COURSES, "too-many-courses");
            return subscribed(student, course);
        });
    }

    private static long count(List<Map<String, String>> subscriptions, String name, String value) {
        return subscriptions.stream()
                .filter(data -> value.equals(data.get(name)))
                .count();
    }

    private static int capacity(List<Fact> read) {
        return read.stream()
                .filter(fact -> !fact.type().equals(SUBSCRIBED))
                .mapToInt(fact -> Integer.parseInt(fact.get("capacity")))
                .reduce(0, (before, after) -> after);
    }

    private static void refuseIf(boolean broken, String rule) {
        if (broken) {
            throw new RefusedException(rule);
        }
    }

    @Test
    void a_course_whose_id_is_taken_is_not_defined() throws Exception {
        world.given(defined("c1", 10)).refuses(define("c1", 15), "course-exists");
    }

    @Test
    void a_course_is_defined() throws Exception {
        world.accepts(define("c1", 15), defined("c1", 15));
    }

    @Test
    void the_capacity_of_no_course_is_not_changed() {
        world.refuses(changeCapacity("c0", 15), "unknown-course");
    }

    @Test
    void the_capacity_is_not_changed_to_what_it_is() throws Exception {
        world.given(defined("c1", 12)).refuses(changeCapacity("c1", 12), "same-capacity");
    }

    @Test
    void the_capacity_is_changed() throws Exception {
        world.given(defined("c1", 12)).accepts(changeCapacity("c1", 15), changed("c1", 15));
    }

    @Test
    void nobody_subscribes_to_a_course_that_does_not_exist() {
        world.refuses(subscribe("s1", "c0"), "unknown-course");
    }

    @Test
    void nobody_subscribes_to_a_course_that_is_full() throws Exception {
        world.given(defined("c1", 3), subscribed("s1", "c1"), subscribed("s2", "c1"), subscribed("s3", "c1"))
                .refuses(subscribe("s4", "c1"), "fully-booked");
    }

    @Test
    void a_student_does_not_subscribe_to_a_course_twice() throws Exception {
        world.given(defined("c1", 10), subscribed("s1", "c1")).refuses(subscribe("s1", "c1"), "subscribed-already");
    }

    @Test
    void a_student_does_not_subscribe_to_a_sixth_course() throws Exception {
        world.given(
                        defined("c6", 10),
                        subscribed("s1", "c1"),
                        subscribed("s1", "c2"),
                        subscribed("s1", "c3"),
                        subscribed("s1", "c4"),
                        subscribed("s1", "c5"))
                .refuses(subscribe("s1", "c6"), "too-many-courses");
    }

    @Test
    void a_student_subscribes_to_a_course_with_room() throws Exception {
        world.given(defined("c1", 10)).accepts(subscribe("s1", "c1"), subscribed("s1", "c1"));
    }

    @Test
    void of_two_students_at_once_one_gets_the_last_place() throws Exception {
        world.given(defined("c1", 1)).letsOneOf(subscribe("s1", "c1"), subscribe("s2", "c1"), "fully-booked");
    }

    @Test
    void a_student_who_subscribes_to_two_courses_at_once_gets_the_fifth_of_them() throws Exception {
        world.given(
                        defined("c5", 10),
                        defined("c6", 10),
                        subscribed("s1", "c1"),
                        subscribed("s1", "c2"),
                        subscribed("s1", "c3"),
                        subscribed("s1", "c4"))
                .letsOneOf(subscribe("s1", "c5"), subscribe("s1", "c6"), "too-many-courses");
    }

    @Test
    void other_students_of_other_courses_are_not_disturbed() throws Exception {
        world.given(defined("c1", 1), defined("c2", 1), defined("c3", 1))
                .letsAll(subscribe("s1", "c1"), subscribe("s2", "c2"), changeCapacity("c3", 5));
    }
}
