using Yingke.Domain.AfterSales;
using static Yingke.Domain.AfterSales.ApplicationEvent;
using static Yingke.Domain.AfterSales.ApplicationState;

namespace Yingke.Domain.Tests.AfterSales;

/// <summary>reliability I26: all pairs of state and event, for every type and party, against the specification's table written down once more.</summary>
public sealed class CourseTests
{
    // state | event | next | types (R refund only, O others, * all) | by
    private const string Table = """
        Applied Approve Approved * Agent
        Applied Reject Rejected * Agent
        Applied Withdraw Withdrawn * Buyer
        Applied ApproveVoucher Approved R System
        Rejected Reapply Applied * Buyer
        Rejected PlatformStepsIn PlatformIn * Buyer,Platform
        Approved RefundPaid Refunded R Agent,System
        Approved ParcelSent SentBack O Buyer,Agent
        Approved Withdraw Withdrawn O Buyer
        Approved NotSentInTime Withdrawn O System
        SentBack Receive Received * Agent,Warehouse
        Received FaultFound Inspected * Agent,Warehouse
        Received FaultNotFound Mismatched * Agent,Warehouse
        Inspected RefundPaid Refunded * Agent,System
        Inspected Reship Reshipped * Agent,Warehouse
        Inspected SendRepaired Repaired * Agent,Warehouse
        Mismatched SendAsItWas AsItWas * Agent,Warehouse
        Mismatched PlatformStepsIn PlatformIn * Buyer,Platform
        PlatformIn PlatformForBuyer Refunded * Platform
        PlatformIn PlatformForSeller Closed * Platform
        Refunded Close Closed * Agent
        Reshipped Close Closed * Agent
        Repaired Close Closed * Agent
        AsItWas Close Closed * Agent
        """;

    [Fact]
    public void All_pairs_of_state_and_event_do_what_the_table_says_and_everything_else_is_refused()
    {
        var promised = Table.Split('\n').Select(l => l.Trim().Split(' '))
            .SelectMany(l => l[4].Split(',').Select(by => (From: l[0], On: l[1], To: l[2], Types: l[3], By: by))).ToList();
        var (pairs, allowed) = (0, 0);
        foreach (var from in Enum.GetValues<ApplicationState>())
        {
            foreach (var on in Enum.GetValues<ApplicationEvent>())
            {
                foreach (var type in Enum.GetValues<ApplicationType>())
                {
                    foreach (var by in Enum.GetValues<Party>())
                    {
                        var row = promised.Find(p => p.From == from.ToString() && p.On == on.ToString() && p.By == by.ToString()
                            && (p.Types == "*" || (p.Types == "R") == (type == ApplicationType.Refund)));
                        ApplicationCourse.Next(from, on, type, by)?.ToString().ShouldBe(row.To, $"{from} {on} {type} {by}");
                        (ApplicationCourse.Next(from, on, type, by) is null).ShouldBe(row.To is null, $"{from} {on} {type} {by}");
                        pairs++;
                        allowed += row.To is null ? 0 : 1;
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{pairs} cases of state, event, type and party, {allowed} allowed");
        allowed.ShouldBeGreaterThan(80);
    }

    [Fact]
    public void Every_verb_refuses_in_every_state_that_the_table_does_not_name_and_changes_nothing()
    {
        var tried = 0;
        foreach (var type in Enum.GetValues<ApplicationType>())
        {
            foreach (var state in Cases.Reachable(type))
            {
                foreach (var (on, by, verb) in Cases.Verbs)
                {
                    var application = Cases.In(state, type);
                    var version = application.Version;
                    var next = ApplicationCourse.Next(state, on, type, by);
                    // Whether a voucher is one and whether the clock ran out is not a matter of states.
                    if (on is ApproveVoucher or NotSentInTime)
                        continue;
                    if (next is null)
                    {
                        Should.Throw<RuleViolation>(() => verb(application), $"{type} {state} {on}").Code.ShouldBe("step_not_allowed");
                        (application.State, application.Version).ShouldBe((state, version));
                    }
                    else
                    {
                        verb(application);
                        (application.State, application.Version).ShouldBe((next.Value, version + 1), $"{type} {state} {on}");
                    }

                    tried++;
                }
            }
        }

        tried.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void Nothing_leads_out_of_the_end()
    {
        foreach (var over in new[] { Withdrawn, Closed })
            Enum.GetValues<Party>().SelectMany(by => Enum.GetValues<ApplicationType>().SelectMany(type => ApplicationCourse.Open(over, type, by))).ShouldBeEmpty();
    }
}
