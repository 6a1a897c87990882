package org.wangchuan.platform.web.page;

/**
 * A line above each page for whoever it is about.
 *
 * @param words in the reader's language
 * @param path where it is told more of it, and what can be done
 */
public record Notice(String words, String path) {}
