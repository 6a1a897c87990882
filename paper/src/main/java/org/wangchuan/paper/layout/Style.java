package org.wangchuan.paper.layout;

import org.wangchuan.paper.font.Face;
import org.wangchuan.paper.pdf.Colour;

/**
 * How a line of text looks.
 *
 * @param size of the type, in points
 * @param leading from one base line to the next, in points
 */
public record Style(Face face, double size, double leading, Colour colour) {}
