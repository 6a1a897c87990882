package org.wangchuan.platform.intake.csv;

/**
 * What is wrong with one row of a list.
 *
 * @param row as a spreadsheet numbers it: the first row, with the names of the columns, is 1; 0 for the file as a whole
 * @param code its words are under {@code intake.list.CODE}
 * @param detail what was found, or where else; never a serial number in full
 */
public record RowProblem(int row, String code, String detail) {}
