package org.wangchuan.cli;

/** Start. */
public final class Main {
    private Main() {}

    /** Runs. */
    public static void main(String[] args) {
        System.out.println("wangchuan 0.1.0");
    }
}
