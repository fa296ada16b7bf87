package io.cmc.deploy.demo;
public class Demo { public static void main(String[] a) {} }
