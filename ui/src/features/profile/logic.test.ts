import { describe, expect, it } from "vitest";
import { registrationRemark, roleDates, roleDatesWrong } from "./logic";

describe("registration number", () => {
  it("takes AS and figures, in any writing", () => {
    expect(registrationRemark("AS012345")).toBeNull();
    expect(registrationRemark(" as 12345 ")).toBeNull();
    expect(registrationRemark("")).toBeNull();
  });

  it("remarks on anything else, and refuses nothing", () => {
    expect(registrationRemark("012345")).toContain("begin with AS");
    expect(registrationRemark("PYL12345")).toContain("kept as you wrote it");
  });
});

describe("a role's dates", () => {
  it("are said as far as they are known", () => {
    expect(roleDates({ start: "2023-05-01", end: null })).toBe("since 1 May 2023");
    expect(roleDates({ start: "2020-05-01", end: "2023-04-30" })).toBe("1 May 2020 to 30 April 2023");
    expect(roleDates({ start: null, end: null })).toBe("");
  });

  it("must not end before they begin", () => {
    expect(roleDatesWrong({ start: "2023-05-02", end: "2023-05-01" })).not.toBeNull();
    expect(roleDatesWrong({ start: "2023-05-01", end: "2023-05-01" })).toBeNull();
  });
});
