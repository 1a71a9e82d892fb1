function main() {}
main();
