package io.rackledger.events;

import java.util.List;

/**
 * A command was refused; nothing else happened.
 *
 * @param name    the command's name, such as {@code shift-order-to-vendor}
 * @param rule    the broken rule's stable name
 * @param because for people
 * @param about   the tags of the command
 */
public record CommandRefused(String name, String rule, String because, List<Tag> about) implements Event {
    public CommandRefused {
        about = List.copyOf(about);
    }
}
